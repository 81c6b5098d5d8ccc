// The canvas over the map that shows the layers' marks; redrawn as a whole at each move, which is quick.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  SacWatch.Marks = L.Layer.extend({
    initialize: function (layers, { scale, language }) {
      this.layers = layers;
      this.scale = scale || 1;
      this.language = language;
      this.selected = null;
      this.sprites = new Map();
      this.grouped = new Map();
      this.redraws = 0;
    },

    onAdd: function (map) {
      const pane = map.getPane("marks") || map.createPane("marks");
      pane.style.zIndex = 450;
      pane.style.pointerEvents = "none";
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", pane);
      this.canvas.setAttribute("aria-hidden", "true");
      this.context = this.canvas.getContext("2d");
      this._fit();
      this.draw();
    },

    onRemove: function () {
      this.canvas.remove();
      cancelAnimationFrame(this._waiting);
    },

    getEvents: function () {
      return {
        move: this.later,
        moveend: this.draw,
        viewreset: this.draw,
        resize: this._resized,
        zoomanim: this._animate,
      };
    },

    // Draw again before the next frame, however often it is asked for.
    later: function () {
      if (this._waiting) return;
      this._waiting = requestAnimationFrame(() => this.draw());
    },

    // Forget the groups of a layer, because its marks or its filter changed.
    changed: function (name) {
      this.grouped.delete(name);
      this.later();
    },

    resize: function (scale) {
      this.scale = scale;
      this.sprites.clear();
      this.grouped.clear();
      this.later();
    },

    select: function (name, place) {
      this.selected = name === null ? null : { name, place };
      this.later();
    },

    _fit: function () {
      const size = this._map.getSize();
      this.ratio = window.devicePixelRatio || 1;
      this.canvas.width = Math.round(size.x * this.ratio);
      this.canvas.height = Math.round(size.y * this.ratio);
      this.canvas.style.width = size.x + "px";
      this.canvas.style.height = size.y + "px";
      this.sprites.clear();
    },

    _resized: function () {
      this._fit();
      this.draw();
    },

    _animate: function (event) {
      const scale = this._map.getZoomScale(event.zoom, this._drawnZoom);
      const offset = this._map._latLngToNewLayerPoint(this._drawnCorner, event.zoom, event.center);
      L.DomUtil.setTransform(this.canvas, offset, scale);
    },

    // Group a layer's marks for this zoom in a region twice as wide as the view; kept until the view leaves it.
    _groups: function (layer, zoom, view) {
      const kept = this.grouped.get(layer.name);
      if (
        kept && kept.zoom === zoom && kept.shown === layer.shown &&
        kept.region.left <= view.left && kept.region.right >= view.right &&
        kept.region.top <= view.top && kept.region.bottom >= view.bottom
      ) {
        return kept.groups;
      }
      const wide = (view.right - view.left) / 2;
      const high = (view.bottom - view.top) / 2;
      const region = {
        left: view.left - wide, right: view.right + wide, top: view.top - high, bottom: view.bottom + high,
      };
      const groups = SacWatch.group(layer, 256 * Math.pow(2, zoom), region, this.scale);
      this.grouped.set(layer.name, { zoom, shown: layer.shown, region, groups });
      return groups;
    },

    draw: function () {
      cancelAnimationFrame(this._waiting);
      this._waiting = 0;
      const map = this._map;
      if (!map || !map._loaded || map._animatingZoom) return;
      if ((window.devicePixelRatio || 1) !== this.ratio) this._fit();
      const { context, ratio } = this;
      const bounds = map.getPixelBounds();
      const view = { left: bounds.min.x, top: bounds.min.y, right: bounds.max.x, bottom: bounds.max.y };
      const zoom = map.getZoom();
      this._drawnZoom = zoom;
      this._drawnCorner = map.containerPointToLatLng([0, 0]);
      L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.places = [];
      this.look = this._look();
      this.covers = this._covers(zoom, view);
      for (const layer of this.layers) {
        if (layer.visible && layer.shown.length) this._drawLayer(layer, zoom, view);
      }
      this._drawSelected(zoom, view);
      this.redraws++;
      this.fire("drawn");
    },

    // Read the colors and the letters of the page, which change with light and dark.
    _look: function () {
      const style = getComputedStyle(this._map.getContainer());
      const colour = (name) => style.getPropertyValue("--" + name).trim();
      return {
        rim: colour("rim"), surface: colour("surface"), text: colour("text"),
        accent: colour("accent"), glow: colour("glow"), family: style.fontFamily,
      };
    },

    // Give where the uppermost marks will be: they would hide what lies beneath them.
    _covers: function (zoom, view) {
      const found = [];
      for (const layer of this.layers) {
        if (!layer.rings || !layer.visible || !layer.shown.length) continue;
        for (const group of this._groups(layer, zoom, view)) {
          const size = group.count > 1 ? SacWatch.ringSize(group.count, this.scale) : layer.size * this.scale;
          found.push({ x: group.x - view.left, y: group.y - view.top, reach: size / 2 });
        }
      }
      return found;
    },

    // Move a mark that would be hidden to the rim of what hides it.
    _beside: function (layer, x, y) {
      for (const cover of this.covers) {
        const [dx, dy] = [x - cover.x, y - cover.y];
        if (dx * dx + dy * dy >= cover.reach * cover.reach) continue;
        const apart = Math.hypot(dx, dy);
        const [right, down] = apart < 1 ? [Math.SQRT1_2, Math.SQRT1_2] : [dx / apart, dy / apart];
        const away = cover.reach + layer.size * this.scale * 0.4;
        return [cover.x + right * away, cover.y + down * away];
      }
      return [x, y];
    },

    _drawLayer: function (layer, zoom, view) {
      const dots = !layer.rings && SacWatch.asDots(256 * Math.pow(2, zoom));
      const margin = 30 * this.scale;
      const rings = [];
      for (const group of this._groups(layer, zoom, view)) {
        let x = group.x - view.left;
        let y = group.y - view.top;
        if (!layer.rings && !dots) [x, y] = this._beside(layer, x, y);
        if (x < -margin || y < -margin || x > view.right - view.left + margin || y > view.bottom - view.top + margin) {
          continue;
        }
        if (layer.rings && group.count > 1) {
          rings.push({ layer, group, x, y, reach: SacWatch.ringSize(group.count, this.scale) / 2 + 2 });
        } else {
          this.places.push({ layer, group, x, y, reach: layer.size * this.scale * 0.5 + 4 });
          if (dots) this._drawDot(layer, group, x, y);
          else this._drawMark(layer, group, x, y);
        }
      }
      // Large rings last: they are the ones to be read from afar.
      rings.sort((a, b) => a.group.count - b.group.count);
      for (const ring of rings) {
        this.places.push(ring);
        this._drawRing(layer, ring);
      }
    },

    _drawDot: function (layer, group, x, y) {
      const { context } = this;
      const noted = group.shares[group.shares.length - 1] > 0;
      context.globalAlpha = noted ? 0.95 : 0.55;
      context.fillStyle = layer.looks[0].colour;
      context.beginPath();
      context.arc(x, y, (noted ? 2.6 : 1.7) * this.scale, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    },

    _drawMark: function (layer, group, x, y) {
      // A patrol's marks are many and mostly quiet: where something was noted, that is what shows.
      let row = layer.row(group.newest);
      if (!layer.rings) for (let r = 0; r < group.shares.length; r++) if (group.shares[r]) row = r;
      const sprite = this._sprite(layer, row);
      const side = sprite.width / this.ratio;
      this.context.drawImage(
        sprite,
        Math.round((x - side / 2) * this.ratio) / this.ratio,
        Math.round((y - side / 2) * this.ratio) / this.ratio,
        side, side,
      );
    },

    _sprite: function (layer, row) {
      const key = layer.name + row;
      let sprite = this.sprites.get(key);
      if (!sprite) {
        sprite = SacWatch.sprite(layer.looks[row], layer.size * this.scale, this.ratio);
        this.sprites.set(key, sprite);
      }
      return sprite;
    },

    _drawRing: function (layer, { group, x, y }) {
      const { context, look } = this;
      const size = SacWatch.ringSize(group.count, this.scale);
      const thick = 4.5 * this.scale;
      context.beginPath();
      context.arc(x, y, size / 2 + 1.5, 0, 2 * Math.PI);
      context.fillStyle = look.rim;
      context.fill();
      context.beginPath();
      context.arc(x, y, size / 2 - thick + 0.5, 0, 2 * Math.PI);
      context.fillStyle = look.surface;
      context.fill();
      let from = -Math.PI / 2;
      context.lineWidth = thick;
      group.shares.forEach((share, row) => {
        if (!share) return;
        const to = from + (2 * Math.PI * share) / group.count;
        context.beginPath();
        context.arc(x, y, (size - thick) / 2, from, to);
        context.strokeStyle = layer.looks[row].colour;
        context.stroke();
        from = to;
      });
      context.fillStyle = look.text;
      context.font = `600 ${(group.count < 1000 ? 13 : 12) * this.scale}px ${look.family}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(group.count.toLocaleString(this.language), x, y + this.scale);
    },

    _drawSelected: function (zoom, view) {
      if (!this.selected) return;
      const layer = this.layers.find((each) => each.name === this.selected.name);
      if (!layer || !layer.visible || this.selected.place >= layer.count) return;
      const units = 256 * Math.pow(2, zoom);
      const x = layer.xs[this.selected.place] * units - view.left;
      const y = layer.ys[this.selected.place] * units - view.top;
      const { context, look } = this;
      context.beginPath();
      context.arc(x, y, (layer.size * this.scale) / 2 + 9, 0, 2 * Math.PI);
      context.fillStyle = look.glow;
      context.fill();
      context.lineWidth = 3;
      context.strokeStyle = look.accent;
      context.stroke();
      const sprite = SacWatch.sprite(layer.looks[layer.row(this.selected.place)], layer.size * this.scale * 1.15, this.ratio);
      const side = sprite.width / this.ratio;
      context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
    },

    // Give what lies under a point of the view, the topmost first, or null.
    at: function (point) {
      for (let i = (this.places || []).length - 1; i >= 0; i--) {
        const place = this.places[i];
        if (Math.hypot(place.x - point.x, place.y - point.y) <= place.reach) return place;
      }
      return null;
    },
  });
})();
