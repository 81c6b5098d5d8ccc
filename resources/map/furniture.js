// What stands around the map in the window and in the saved page alike: buttons, scale, legend, popups, keys.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  function element(name, className, words) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (words) made.textContent = words;
    return made;
  }
  SacWatch.element = element;

  // Read what the app tells the page; it is JSON in a script element that is never run.
  SacWatch.told = () => JSON.parse(document.getElementById("told").textContent);

  // A button beside the map that does one thing.
  function button(position, className, words, sign, act) {
    const control = L.control({ position });
    control.onAdd = () => {
      const bar = element("div", "leaflet-bar");
      const made = element("button", className, sign);
      made.type = "button";
      made.title = words;
      made.setAttribute("aria-label", words);
      made.addEventListener("click", act);
      bar.append(made);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    return control;
  }

  // The legend stands below the map, so that it covers nothing of it.
  class Legend {
    constructor(layers, words, lines) {
      this.layers = layers;
      this.words = words;
      this.lines = lines;
      this.strip = document.getElementById("legend");
      this.strip.setAttribute("aria-label", words.legend);
      this.looks = element("div", "looks");
      this.folder = element("button", "fold");
      this.folder.type = "button";
      this.folder.addEventListener("click", () => {
        this.fold(!this.looks.hidden);
        this.folded(this.looks.hidden);
      });
      this.folded = () => {};
      this.strip.append(this.folder, this.looks);
      this.fold(false);
    }

    // Put the legend away, so that the map has its room, or show it again.
    fold(away) {
      this.looks.hidden = away;
      this.folder.textContent = (away ? "▸ " : "▾ ") + this.words.legend;
      this.folder.setAttribute("aria-label", this.words.legend);
      this.folder.setAttribute("aria-expanded", String(!away));
    }

    draw(scale) {
      this.looks.replaceChildren();
      for (const layer of this.layers) {
        if (!layer.visible) continue;
        const box = element("section");
        const list = element("ul");
        for (const look of layer.looks) list.append(line(sample(look, layer.size, scale), look.words));
        if (layer.rings) list.append(line(ring(scale), this.words.several));
        box.append(element("h2", "", layer.words), list);
        this.looks.append(box);
      }
      if (!this.lines.length) return;
      const box = element("section");
      const list = element("ul");
      for (const each of this.lines) list.append(line(stroke(each, scale), each.words));
      box.append(element("h2", "", this.words.lines), list);
      this.looks.append(box);
    }
  }

  function line(canvas, words) {
    const made = element("li");
    canvas.setAttribute("aria-hidden", "true");
    made.append(canvas, element("span", "", words));
    return made;
  }

  function sample(look, size, scale) {
    const ratio = window.devicePixelRatio || 1;
    const side = 26 * scale;
    const canvas = element("canvas");
    canvas.width = canvas.height = Math.round(side * ratio);
    canvas.style.width = canvas.style.height = side + "px";
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    SacWatch.drawSymbol(context, look, side / 2, side / 2, size * scale, true);
    return canvas;
  }

  function stroke(each, scale) {
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [44 * scale, 26 * scale];
    const canvas = element("canvas");
    canvas.width = Math.round(wide * ratio);
    canvas.height = Math.round(high * ratio);
    canvas.style.width = wide + "px";
    canvas.style.height = high + "px";
    const context = canvas.getContext("2d");
    context.scale(ratio * scale, ratio * scale);
    context.strokeStyle = each.colour;
    context.lineWidth = each.width;
    context.setLineDash(each.dashes);
    context.beginPath();
    context.moveTo(2, 13);
    context.lineTo(42, 13);
    context.stroke();
    return canvas;
  }

  function ring(scale) {
    const made = element("span", "ring", "7");
    made.style.width = made.style.height = 24 * scale + "px";
    return made;
  }

  // Show a popup at a place; `html` was made by the app, which lets nothing live through.
  SacWatch.popup = function (map, latLng, html, words, { focus, offset } = {}) {
    const popup = L.popup({
      className: "told",
      maxWidth: Math.min(360, map.getSize().x - 40),
      minWidth: Math.min(220, map.getSize().x - 60),
      maxHeight: Math.max(120, map.getSize().y - 120),
      // The buttons stand at the left.
      autoPanPaddingTopLeft: [64, 16],
      autoPanPaddingBottomRight: [16, 16],
      offset: [0, offset === undefined ? -6 : offset],
      // The page says when: a popup opened by a key must not close before it is read.
      closeOnClick: false,
    });
    popup.setLatLng(latLng).setContent(html).openOn(map);
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) {
      close.setAttribute("aria-label", words.close);
      close.title = words.close;
    }
    if (focus) {
      const first = popup.getElement().querySelector("button") || close;
      if (first) first.focus();
    }
    return popup;
  };

  // Put everything around a map and give what the page goes on with.
  SacWatch.furnish = function (map, told, act) {
    const { words } = told;
    const scale = told.scale || 1;
    const layers = told.layers.map((each) => Object.assign(new SacWatch.Layer(each.name, each), { words: each.words }));
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", words.map);
    container.append(element("div", "crosshair"));
    const home = () => map.setView([told.view.lat, told.view.lon], told.view.zoom);
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    button("topleft", "home", words.home, "⌂", home).addTo(map);
    const credit = L.control({ position: "bottomright" });
    credit.onAdd = () => element("div", "credit", told.credit.join(" · "));
    if (told.credit.length) credit.addTo(map);
    L.control.scale({ metric: false, maxWidth: 130, position: "bottomright" }).addTo(map);
    // The map's room changes with the legend beneath it, which the window's size does not tell.
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(container);
    const legend = new Legend(layers, words, told.outlines || []);
    legend.draw(scale);
    const marks = new SacWatch.Marks([...layers].reverse(), { scale, language: told.language });
    marks.addTo(map);

    // What a click or Enter means: the mark there, or the empty place.
    const meant = (point, byKey) => {
      if (act.takes && act.takes(map.containerPointToLatLng(point), byKey)) return;
      const place = marks.at(point);
      if (place === null) {
        act.empty(map.containerPointToLatLng(point), byKey, point);
        return;
      }
      const members = place.group.members();
      if (members.length === 1) {
        act.chosen(place.layer, members[0], byKey);
        return;
      }
      const bounds = L.latLngBounds(members.map((i) => place.layer.latLng(i)));
      const across = bounds.getNorthWest().distanceTo(bounds.getSouthEast());
      if (across > 25 && map.getZoom() < 18) {
        // Two steps at most, so that one still knows where one is.
        map.fitBounds(bounds.pad(0.15), { maxZoom: Math.min(18, map.getZoom() + 2) });
      } else {
        act.several(place.layer, members, byKey);
      }
    };
    map.on("popupopen popupclose", (event) => container.classList.toggle("telling", event.type === "popupopen"));
    map.on("click", (event) => meant(event.containerPoint, false));
    // The cross in the middle is for those who steer by keys.
    container.addEventListener("keyup", () => container.classList.add("steered"));
    container.addEventListener("mousedown", () => container.classList.remove("steered"));
    container.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === container) {
        event.preventDefault();
        meant(map.getSize().divideBy(2), true);
      }
    });
    map.on("mousemove", (event) => {
      container.classList.toggle("over-mark", marks.at(event.containerPoint) !== null);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") act.escape();
    });
    container.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-act]");
      if (pressed) act.pressed({ ...pressed.dataset });
    });
    return { layers: new Map(layers.map((each) => [each.name, each])), marks, legend, home };
  };
})();
