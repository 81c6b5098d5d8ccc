// The map in the window: takes layers, filters and wishes from the app, and tells it what was done.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  // Let each tile be a canvas of its own: an image element would leave its picture in the engine's cache
  // of decoded images, which grows by a quarter of a gigabyte before it gives anything back.
  L.TileLayer.include({
    createTile: function (coords, done) {
      const tile = document.createElement("canvas");
      const stop = new AbortController();
      tile.setAttribute("role", "presentation");
      tile.forget = () => {
        stop.abort();
        tile.width = tile.height = 0;
      };
      fetch(this.getTileUrl(coords), { signal: stop.signal })
        .then((answer) => answer.blob())
        .then((data) => createImageBitmap(data))
        .then((picture) => {
          tile.width = picture.width;
          tile.height = picture.height;
          tile.getContext("2d").drawImage(picture, 0, 0);
          picture.close();
          done(null, tile);
        })
        .catch((problem) => done(problem, tile));
      return tile;
    },
  });

  SacWatch.live = function (map, tiles) {
    const told = SacWatch.told();
    const { words } = told;
    let bridge = null;
    let picking = false;
    const say = (what, more) => bridge && bridge.heard(JSON.stringify({ say: what, ...more }));
    const spot = (latLng) => ({ lat: latLng.lat, lon: latLng.lng });
    // Close the popup, if one is open; the keyboard, where it was in there, goes on with the map.
    const putAway = () => {
      if (!map._popup || !map._popup.isOpen()) return false;
      const held = map._popup.getElement().contains(document.activeElement);
      map.closePopup();
      if (held) map.getContainer().focus();
      return true;
    };
    const act = {
      chosen: (layer, place, byKey) => {
        if (picking) return act.empty(layer.latLng(place));
        marks.select(layer.name, place);
        say("chosen", { layer: layer.name, version: layer.version, places: [place], total: 1, byKey, ...spot(layer.latLng(place)) });
      },
      several: (layer, places, byKey) => {
        const at = layer.latLng(places[0]);
        if (picking) return act.empty(at);
        marks.select(null);
        say("chosen", { layer: layer.name, version: layer.version, places: places.slice(0, 50), total: places.length, byKey, ...spot(at) });
      },
      // While something is drawn, every click is a corner of it.
      takes: (latLng) => {
        if (sketch.active) sketch.add(latLng);
        return sketch.active || sketch.dragged;
      },
      empty: (latLng, byKey, point) => {
        if (!picking && map._popup && map._popup.isOpen()) {
          // A click beside an open popup puts it away and asks for nothing more.
          putAway();
          return;
        }
        const under = picking || !point ? [] : shapes.under(point);
        say(picking ? "picked" : "empty", { byKey, shapes: under, ...spot(latLng) });
      },
      escape: () => {
        if (!putAway()) say("escape");
      },
      pressed: (wish) => {
        if (wish.act === "show") {
          const layer = layers.get(wish.layer);
          act.chosen(layer, Number(wish.place), true);
        } else {
          map.closePopup();
          say("pressed", wish);
        }
      },
    };
    const { layers, marks, legend } = SacWatch.furnish(map, told, act);
    legend.folded = (away) => {
      say("legend", { away });
      // What the app says at its foot keeps off the legend, whose height it is told with the view.
      requestAnimationFrame(moved);
    };
    const shapes = new SacWatch.Shapes(map, told.shapes);
    shapes.changed = () => {
      legend.lines = shapes.lines();
      legend.draw(marks.scale);
    };
    const sketch = new SacWatch.Sketch(map, words, {
      told: (path, steps) => say("sketch", { path, steps }),
      done: (path) => say("sketched", { path }),
    });
    map.getContainer().addEventListener("keydown", (event) => {
      const back = event.key === "Backspace" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z");
      if (back && sketch.active) {
        event.preventDefault();
        sketch.back();
      }
    });
    const status = document.getElementById("status");
    map.on("popupclose", () => {
      marks.select(null);
      say("closed");
    });
    const moved = () => {
      const bounds = map.getBounds();
      say("moved", {
        south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast(),
        zoom: map.getZoom(),
        legend: document.getElementById("legend").offsetHeight,
      });
    };
    map.on("moveend", moved);
    tiles.on("load", () => say("painted"));
    tiles.on("tileunload", ({ tile }) => tile.forget());

    // Leaflet goes where a zoom under way was going to, whatever it is told meanwhile.
    const settled = (then) => (map._animatingZoom ? map.once("zoomend", () => setTimeout(then)) : then());

    // Whom the map is owed to.
    const owed = (credit) => {
      const line = document.querySelector(".credit");
      if (line) line.textContent = credit.join(" · ");
    };

    const hear = {
      dress: ({ style, size, family, scale }) => {
        document.documentElement.dataset.style = style;
        document.documentElement.style.fontSize = size + "px";
        document.documentElement.style.setProperty("--family", family);
        marks.resize(scale);
        shapes.dress(style);
        legend.lines = shapes.lines();
        legend.draw(scale);
        const ratio = window.devicePixelRatio > 1.25 ? 2 : 1;
        if (tiles.options.style !== style || tiles.options.ratio !== ratio) {
          Object.assign(tiles.options, { style, ratio });
          tiles.redraw();
        }
      },
      layer: async ({ name, version, filter }) => {
        const answer = await fetch(`layer/${name}/${version}`);
        const layer = layers.get(name);
        const buffer = await answer.arrayBuffer();
        if (version < layer.version) return;
        layer.filter = filter || layer.filter;
        layer.take(buffer, version);
        marks.grouped.delete(name);
        marks.draw();
        say("shown", { layer: name, version, count: layer.count });
      },
      filter: ({ name, filter }) => {
        layers.get(name).apply(filter);
        marks.changed(name);
      },
      visible: ({ name, on }) => {
        layers.get(name).visible = on;
        legend.draw(marks.scale);
        marks.later();
      },
      go: ({ lat, lon, zoom, box }) => settled(() => {
        map.closePopup();
        if (box) map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { animate: false, maxZoom: 18 });
        else map.setView([lat, lon], zoom, { animate: false });
      }),
      near: ({ lat, lon }) => settled(() => {
        // Move only as far as it takes to see the place.
        if (!map.getBounds().pad(-0.12).contains([lat, lon])) map.panTo([lat, lon]);
      }),
      shapes: ({ name, shapes: found }) => shapes.set(name, found),
      shapesVisible: ({ name, on }) => shapes.visible(name, on),
      sketch: ({ mode, path, edited }) => {
        map.closePopup();
        shapes.edit(edited || null);
        sketch.begin(mode, path);
      },
      sketchBack: () => sketch.back(),
      sketchFinish: () => sketch.finish(),
      sketchSay: ({ words: sentence }) => sketch.say(sentence),
      sketchEnd: () => {
        sketch.end();
        shapes.edit(null);
      },
      // What the map is drawn from has changed.
      ground: ({ credit }) => {
        owed(credit);
        tiles.redraw();
      },
      credit: ({ credit }) => owed(credit),
      legend: ({ away }) => {
        legend.fold(away);
        requestAnimationFrame(moved);
      },
      select: ({ name, place }) => marks.select(name, place),
      popup: ({ lat, lon, html, focus, name, place }) => {
        SacWatch.popup(map, [lat, lon], html, words, { focus });
        if (name) marks.select(name, place);
      },
      close: putAway,
      pick: ({ on }) => {
        picking = on;
        map.closePopup();
        map.getContainer().classList.toggle("picking", on);
        if (on) map.getContainer().focus();
      },
      status: ({ words: sentence }) => (status.textContent = sentence),
      focus: () => map.getContainer().focus(),
    };
    // For the tests, which look at the page from outside.
    Object.assign(SacWatch, { map, tiles, layers, marks, shapes, sketch, hear });
    new QWebChannel(qt.webChannelTransport, (channel) => {
      bridge = channel.objects.bridge;
      bridge.told.connect((message) => {
        const { tell, ...more } = JSON.parse(message);
        hear[tell](more);
      });
      say("ready");
      // What is in view must be known before anyone moves it.
      moved();
    });
  };
})();
