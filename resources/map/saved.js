// The page that stands by itself: the same map without the app, with all that it tells inside it.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  function bytes(written) {
    return Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0)).buffer;
  }

  SacWatch.saved = function (map) {
    const told = SacWatch.told();
    const { words } = told;
    const act = {
      chosen: (layer, place, byKey) => {
        SacWatch.popup(map, layer.latLng(place), told.popups[layer.name][place], words, { focus: byKey });
        marks.select(layer.name, place);
      },
      several: (layer, places, byKey) => {
        const box = SacWatch.element("div");
        const list = SacWatch.element("ul");
        for (const place of places.slice(0, 50)) {
          const line = SacWatch.element("button", "line", told.lines[layer.name][place]);
          line.type = "button";
          line.addEventListener("click", () => act.chosen(layer, place, true));
          const item = SacWatch.element("li");
          item.append(line);
          list.append(item);
        }
        box.append(SacWatch.element("h2", "", words.here.replace("{count}", places.length)), list);
        SacWatch.popup(map, layer.latLng(places[0]), box, words, { focus: byKey });
      },
      empty: () => map.closePopup(),
      escape: () => map.closePopup(),
      pressed: () => {},
    };
    new SacWatch.Ground(told.ground, { minZoom: told.ground[0].zoom, maxZoom: 19, keepBuffer: 1 }).addTo(map);
    map.setMinZoom(told.ground[0].zoom).setMaxZoom(19);
    const { layers, marks, legend } = SacWatch.furnish(map, told, act);
    map.on("popupclose", () => marks.select(null));
    for (const [name, written] of Object.entries(told.columns)) {
      const layer = layers.get(name);
      layer.take(bytes(written), 1);
      if (layer.rings || !layer.count) continue;
      const label = SacWatch.element("label");
      const box = SacWatch.element("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        layer.visible = box.checked;
        legend.draw(marks.scale);
        marks.later();
      });
      label.append(box, " ", layer.words);
      document.getElementById("switches").append(label);
    }
    for (const layer of layers.values()) layer.visible = layer.count > 0;
    legend.draw(marks.scale);
    marks.draw();
    Object.assign(SacWatch, { map, layers, marks });
  };
})();
