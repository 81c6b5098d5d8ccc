// Outlines and lines beneath the marks: boundary, blocks, routes, streets walked and not, and what was selected.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  const NAMED_FROM = 17;
  // From so many stretches on, lines are drawn plainly: dashes and rims take many times as long.
  const CROWDED = 1500;

  function points(path) {
    const found = [];
    for (let i = 0; i < path.length; i += 2) found.push(L.latLng(path[i], path[i + 1]));
    return found;
  }

  // `looks` says for each name how it is drawn, in light and dark.
  SacWatch.Shapes = class {
    constructor(map, looks) {
      this.map = map;
      this.looks = looks;
      this.style = "light";
      this.groups = new Map();
      this.edited = null;
      this.changed = () => {};
      const pane = map.createPane("shapes");
      pane.style.zIndex = 420;
      pane.style.pointerEvents = "none";
      const signs = map.createPane("signs");
      signs.style.zIndex = 440;
      signs.style.pointerEvents = "none";
      this.renderer = L.canvas({ pane: "shapes", padding: 0.4 });
      map.on("zoomend", () => this._nameBlocks());
    }

    // Show shapes in place of those that stood under this name.
    set(name, shapes) {
      const group = this._group(name);
      group.shapes = shapes.map((shape) => ({ ...shape, points: points(shape.path) }));
      this._draw(name);
      this.changed();
    }

    visible(name, on) {
      const group = this._group(name);
      if (group.on === on) return;
      group.on = on;
      this._draw(name);
      this.changed();
    }

    // Hide one shape while it is being changed.
    edit(id) {
      this.edited = id;
      for (const name of this.groups.keys()) this._draw(name);
    }

    dress(style) {
      if (this.style === style) return;
      this.style = style;
      for (const name of this.groups.keys()) this._draw(name);
    }

    // Give the legend's lines for what shows.
    lines() {
      const found = [];
      for (const [name, look] of Object.entries(this.looks)) {
        const group = this.groups.get(name);
        if (group && group.on && group.shapes.length && look.words) {
          found.push({ colour: this._colour(look), width: Math.min(look.width, 5), dashes: look.dashes, words: look.words });
        }
      }
      return found;
    }

    // Give names and ids of the shapes under a place of the view, lines first.
    under(point) {
      const latLng = this.map.containerPointToLatLng(point);
      const found = [];
      for (const [name, look] of Object.entries(this.looks)) {
        const group = this.groups.get(name);
        if (!look.touched || !group || !group.on) continue;
        for (const shape of group.shapes) {
          const hit = look.closed ? inside(shape.points, latLng) : this._near(shape.points, point);
          if (hit) found.push({ name, id: shape.id });
        }
      }
      return found.slice(0, 12);
    }

    _near(latLngs, point) {
      const bounds = L.latLngBounds(latLngs).pad(0.05);
      if (!bounds.intersects(L.latLngBounds(this.map.containerPointToLatLng(point.subtract([9, 9])), this.map.containerPointToLatLng(point.add([9, 9]))))) return false;
      let before = null;
      for (const each of latLngs) {
        const spot = this.map.latLngToContainerPoint(each);
        if (before && L.LineUtil.pointToSegmentDistance(point, before, spot) <= 7) return true;
        before = spot;
      }
      return false;
    }

    _group(name) {
      if (!this.groups.has(name)) {
        this.groups.set(name, { on: true, shapes: [], layer: L.layerGroup().addTo(this.map), names: L.layerGroup().addTo(this.map) });
      }
      return this.groups.get(name);
    }

    _colour(look) {
      return look[this.style] || look.light;
    }

    _draw(name) {
      const group = this._group(name);
      const look = this.looks[name];
      group.layer.clearLayers();
      if (!group.on) {
        group.names.clearLayers();
        return;
      }
      const base = { renderer: this.renderer, interactive: false, lineCap: "butt", lineJoin: "round", smoothFactor: 1 };
      const rim = this.style === "dark" ? "#14181a" : "#ffffff";
      const seen = group.shapes.filter((shape) => !shape.id || shape.id !== this.edited).map((shape) => shape.points);
      const make = look.closed ? L.polygon : L.polyline;
      // Lines are drawn together and each stretch once, however many went there.
      const lines = look.closed ? [] : once(seen);
      const crowded = lines.length > CROWDED;
      for (const path of look.closed ? seen : lines.length ? [lines] : []) {
        if (!crowded) make(path, { ...base, color: rim, opacity: 0.75, weight: look.width + 2.5, fill: false }).addTo(group.layer);
        make(path, {
          ...base, color: this._colour(look), weight: crowded ? look.width * 0.6 : look.width,
          dashArray: crowded ? null : look.dashes,
          fill: look.closed && look.fill > 0, fillOpacity: look.fill, fillColor: this._colour(look),
        }).addTo(group.layer);
      }
      this._nameOf(group);
    }

    _nameBlocks() {
      for (const group of this.groups.values()) this._nameOf(group);
    }

    // Names stand inside their outlines, close up only.
    _nameOf(group) {
      group.names.clearLayers();
      if (!group.on || this.map.getZoom() < NAMED_FROM) return;
      for (const shape of group.shapes) {
        if (!shape.name || shape.id === this.edited) continue;
        const sign = SacWatch.element("span", "", shape.name);
        const icon = L.divIcon({ className: "shape-name", html: sign, iconSize: [140, 34] });
        L.marker(shape.at || shape.points[0], { icon, pane: "signs", interactive: false, keyboard: false }).addTo(group.names);
      }
    }
  };

  // Give lines without the stretches that another one has already; a stretch is the same to about a foot.
  function once(lines) {
    const spot = (each) => Math.round(each.lat * 4e5) * 2e8 + Math.round(each.lng * 4e5);
    const known = new Set();
    const found = [];
    for (const line of lines) {
      let run = [];
      let before = null;
      for (const each of line) {
        if (before !== null) {
          const [a, b] = [spot(before), spot(each)];
          const key = a < b ? a + "," + b : b + "," + a;
          if (known.has(key)) {
            if (run.length > 1) found.push(run);
            run = [each];
          } else {
            known.add(key);
            run.push(each);
          }
        } else {
          run = [each];
        }
        before = each;
      }
      if (run.length > 1) found.push(run);
    }
    return found;
  }

  function inside(latLngs, latLng) {
    let odd = false;
    latLngs.forEach((a, i) => {
      const b = latLngs[(i + 1) % latLngs.length];
      if (a.lat > latLng.lat !== b.lat > latLng.lat) {
        if (latLng.lng < a.lng + ((latLng.lat - a.lat) / (b.lat - a.lat)) * (b.lng - a.lng)) odd = !odd;
      }
    });
    return odd;
  }
})();
