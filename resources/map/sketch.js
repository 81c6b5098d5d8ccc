// Drawing on the map, by mouse or by keys: lines, outlines, a rectangle, a line with a free hand.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  const HANDLES = 160;

  // `told` gets the corners after each change, `done` when the person is ready, `words` names the handles.
  SacWatch.Sketch = class {
    constructor(map, words, { told, done }) {
      Object.assign(this, { map, words, told, done });
      this.mode = null;
      this.points = [];
      this.past = [];
      this.layer = L.layerGroup();
      this.handles = L.layerGroup();
      const pane = map.createPane("sketch");
      pane.style.zIndex = 620;
      this.container = map.getContainer();
      this.renderer = L.svg({ pane: "sketch", padding: 0.4 });
      this.onMove = (event) => this._moved(event);
      this.onDown = (event) => this._pressed(event);
      this.onUp = (event) => this._released(event);
      map.on("zoomend moveend", () => this.mode && this._placeHandles());
    }

    get active() {
      return this.mode !== null;
    }

    get closed() {
      return this.mode === "area" || this.mode === "box" || this.mode === "free";
    }

    // Begin a "line", an "area", a "box" or a "free" line, with the corners that are there already.
    begin(mode, path) {
      this.end();
      this.mode = mode;
      this.points = [];
      for (let i = 0; i < (path || []).length; i += 2) this.points.push(L.latLng(path[i], path[i + 1]));
      this.past = [];
      // An outline that is there already is changed: a new corner goes into a side of it, not after the last one.
      this.shaped = mode === "area" && this.points.length > 2;
      this.dragged = false;
      this.layer.addTo(this.map);
      this.handles.addTo(this.map);
      this.map.doubleClickZoom.disable();
      this.container.classList.add("picking");
      if (mode === "box" || mode === "free") {
        this.map.dragging.disable();
        this.map.on("mousedown", this.onDown);
        document.addEventListener("mouseup", this.onUp);
      }
      this.map.on("mousemove", this.onMove);
      this._draw();
      this._tell();
      this.container.focus();
    }

    end() {
      if (!this.mode) return;
      this.mode = null;
      this.points = [];
      this.layer.remove();
      this.handles.remove();
      this.layer.clearLayers();
      this.handles.clearLayers();
      this.label = null;
      this.map.doubleClickZoom.enable();
      this.map.dragging.enable();
      this.map.off("mousemove", this.onMove).off("mousedown", this.onDown);
      document.removeEventListener("mouseup", this.onUp);
      this.container.classList.remove("picking");
    }

    // Take a corner: a click, or Enter with the cross in the middle.
    add(latLng) {
      if (this.dragged) {
        this.dragged = false;
        return;
      }
      const last = this.points[this.points.length - 1];
      const pixels = (at) => this.map.latLngToContainerPoint(at);
      const here = (at) => pixels(at).distanceTo(pixels(latLng)) < 4;
      if (this.shaped && this.points.some(here)) return;
      if (last && here(last)) {
        // The second of two quick clicks says: this was the last corner.
        if (this.mode !== "box" && performance.now() - this.addedAt < 450) this.finish();
        return;
      }
      this.addedAt = performance.now();
      this._keep();
      if (this.mode === "box") {
        if (this.anchor) this._box(this.anchor, latLng);
        this.points = this.anchor ? this.points : [latLng];
        const whole = Boolean(this.anchor);
        this.anchor = whole ? null : latLng;
        this._changed();
        if (whole) this.finish();
        return;
      }
      this.points.splice(this.shaped ? this._side(latLng) : this.points.length, 0, latLng);
      this._changed();
    }

    // Where among the corners one belongs that lies nearest to a side of the outline.
    _side(latLng) {
      const pixels = (at) => this.map.latLngToContainerPoint(at);
      const at = pixels(latLng);
      const corners = this.points.map(pixels);
      const far = (place) => L.LineUtil.pointToSegmentDistance(at, corners[place], corners[(place + 1) % corners.length]);
      const nearest = corners.reduce((best, _corner, place) => (far(place) < far(best) ? place : best), 0);
      return nearest + 1;
    }

    // Take back the last step of this drawing; false where there is none.
    back() {
      if (!this.past.length) return false;
      this.points = this.past.pop();
      if (this.mode === "box") this.anchor = this.points.length === 1 ? this.points[0] : null;
      this._changed();
      return true;
    }

    finish() {
      this.done(this.path());
    }

    path() {
      return this.points.flatMap((each) => [each.lat, each.lng]);
    }

    // Show words, such as the length, beside the last corner.
    say(words) {
      this.words_ = words;
      this._label();
    }

    _keep() {
      this.past.push(this.points.slice());
      if (this.past.length > 500) this.past.shift();
    }

    _changed() {
      this._draw();
      this._tell();
    }

    _tell() {
      this.told(this.path(), this.past.length);
    }

    _box(a, b) {
      this.points = [a, L.latLng(a.lat, b.lng), b, L.latLng(b.lat, a.lng)];
    }

    // A rectangle or a free line is drawn with the button held down.
    _pressed(event) {
      if (event.originalEvent.button !== 0 || event.originalEvent.target.closest(".leaflet-control, .corner")) return;
      this.pressedAt = event.latlng;
      this.trail = [event.latlng];
    }

    _moved(event) {
      if (this.pressedAt) {
        const apart = this.map.latLngToContainerPoint(this.pressedAt).distanceTo(event.containerPoint);
        if (!this.dragged && apart < 5) return;
        if (!this.dragged) this._keep();
        this.dragged = true;
        if (this.mode === "box") {
          this._box(this.pressedAt, event.latlng);
        } else {
          this.trail.push(event.latlng);
          this.points = this.trail;
        }
        this._line();
      } else if (this.anchor) {
        this._box(this.anchor, event.latlng);
        this._line();
        this.points = [this.anchor];
      } else {
        this.hover = event.latlng;
        this._line();
      }
    }

    _released() {
      if (!this.pressedAt) return;
      this.pressedAt = null;
      if (!this.dragged) return;
      if (this.mode === "free") {
        const pixels = this.points.map((each) => this.map.latLngToLayerPoint(each));
        this.points = L.LineUtil.simplify(pixels, 2).map((each) => this.map.layerPointToLatLng(each));
      }
      this._changed();
      // The click that follows belongs to this drag.
      setTimeout(() => (this.dragged = false), 50);
      this.finish();
    }

    _draw() {
      this._line();
      this._placeHandles();
    }

    _line() {
      this.layer.clearLayers();
      this.label = null;
      const style = getComputedStyle(this.container);
      const colour = style.getPropertyValue("--accent").trim();
      const base = { renderer: this.renderer, interactive: false, color: colour, weight: 3 };
      const rim = { ...base, color: style.getPropertyValue("--surface").trim(), weight: 6, opacity: 0.8, fill: false };
      const make = this.closed && this.points.length > 2 ? L.polygon : L.polyline;
      if (this.points.length > 1) {
        make(this.points, rim).addTo(this.layer);
        make(this.points, { ...base, fill: this.closed, fillOpacity: 0.12 }).addTo(this.layer);
      }
      const open = this.mode === "line" || this.mode === "area";
      if (open && !this.shaped && this.points.length && this.hover && !this.still) {
        const ends = [this.points[this.points.length - 1], this.hover];
        if (this.mode === "area" && this.points.length > 1) ends.push(this.points[0]);
        L.polyline(ends, { ...base, weight: 2, dashArray: [4, 5] }).addTo(this.layer);
      }
      this._label();
    }

    _label() {
      if (this.label) this.label.remove();
      this.label = null;
      if (!this.words_ || this.points.length < 2) return;
      this.label = L.tooltip({ permanent: true, direction: "top", offset: [0, -12], className: "sketch-words", pane: "tooltipPane" })
        .setLatLng(this.points[this.points.length - 1])
        .setContent(SacWatch.element("span", "", this.words_))
        .addTo(this.layer);
    }

    _placeHandles() {
      this.handles.clearLayers();
      if (this.mode !== "line" && this.mode !== "area") return;
      const bounds = this.map.getBounds().pad(0.1);
      const seen = this.points.map((each, place) => [each, place]).filter(([each]) => bounds.contains(each));
      if (seen.length > HANDLES) return;
      for (const [each, place] of seen) this._corner(each, place);
      const count = this.points.length;
      const sides = this.mode === "area" && count > 2 ? count : count - 1;
      for (let place = 0; place < sides; place++) {
        const [a, b] = [this.points[place], this.points[(place + 1) % count]];
        const middle = L.latLng((a.lat + b.lat) / 2, (a.lng + b.lng) / 2);
        const far = this.map.latLngToContainerPoint(a).distanceTo(this.map.latLngToContainerPoint(b));
        if (far > 46 && bounds.contains(middle)) this._middle(middle, place + 1);
      }
    }

    _handle(latLng, className, words, size) {
      const icon = L.divIcon({ className, iconSize: [size, size] });
      const handle = L.marker(latLng, { icon, pane: "sketch", draggable: true, keyboard: true, title: words, autoPan: true });
      handle.addTo(this.handles);
      handle.getElement().setAttribute("aria-label", words);
      return handle;
    }

    // A corner: dragged, moved by the arrow keys, taken out by Delete or the other mouse button.
    _corner(latLng, place) {
      const named = this.words.corner.replace("{number}", place + 1);
      const handle = this._handle(latLng, "corner", named, 16);
      let before = null;
      handle.on("dragstart", () => {
        before = this.points.slice();
        this.still = true;
      });
      handle.on("drag", () => {
        this.points[place] = handle.getLatLng();
        this._line();
      });
      handle.on("dragend", () => {
        this.still = false;
        this.past.push(before);
        this._changed();
      });
      const remove = () => {
        this._keep();
        this.points.splice(place, 1);
        this._changed();
        this.container.focus();
      };
      handle.on("contextmenu", remove);
      handle.getElement().addEventListener("keydown", (event) => {
        const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (event.key === "Delete") {
          remove();
        } else if (step) {
          const far = event.shiftKey ? 20 : 4;
          const to = this.map.latLngToContainerPoint(this.points[place]).add([step[0] * far, step[1] * far]);
          this._keep();
          this.points[place] = this.map.containerPointToLatLng(to);
          this._changed();
          const again = this.container.querySelectorAll(".corner")[this._shown(place)];
          if (again) again.focus();
        } else {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      });
    }

    _shown(place) {
      const bounds = this.map.getBounds().pad(0.1);
      return this.points.slice(0, place).filter((each) => bounds.contains(each)).length;
    }

    // The middle of a side: dragged, or pressed, it becomes a corner.
    _middle(latLng, place) {
      const handle = this._handle(latLng, "middle", this.words.side, 12);
      let before = null;
      const grow = (at) => {
        this.points.splice(place, 0, at);
      };
      handle.on("dragstart", () => {
        before = this.points.slice();
        this.still = true;
        grow(handle.getLatLng());
      });
      handle.on("drag", () => {
        this.points[place] = handle.getLatLng();
        this._line();
      });
      handle.on("dragend", () => {
        this.still = false;
        this.past.push(before);
        this._changed();
      });
      handle.on("click", () => {
        this._keep();
        grow(latLng);
        this._changed();
      });
    }
  };
})();
