// One layer's marks: columns of numbers as they came from the app, and those that the filter lets through.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  SacWatch.Layer = class {
    // `looks` are the rows of the legend, `rows` the row of each kind.
    constructor(name, { looks, rows, rings, size }) {
      Object.assign(this, { name, looks, rows, rings, size });
      this.visible = true;
      this.version = 0;
      this.filter = {};
      this.take(new Uint32Array([2, 0]).buffer, 0);
    }

    // Take the columns: format, count, then lat, lon, minute, kind, status, hour of the week and span of each mark.
    take(buffer, version) {
      const [format, count] = new Uint32Array(buffer, 0, 2);
      if (format !== 2) throw new Error("unknown format " + format);
      const lats = new Float64Array(buffer, 8, count);
      const lons = new Float64Array(buffer, 8 + 8 * count, count);
      this.count = count;
      this.minutes = new Int32Array(buffer, 8 + 16 * count, count);
      this.kinds = new Uint8Array(buffer, 8 + 20 * count, count);
      this.statuses = new Uint8Array(buffer, 8 + 21 * count, count);
      this.hours = new Uint8Array(buffer, 8 + 22 * count, count);
      this.spans = new Uint8Array(buffer, 8 + 23 * count, count);
      // Web Mercator, 0 to 1 east and south (EPSG:3857).
      this.xs = new Float64Array(count);
      this.ys = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        this.xs[i] = (lons[i] + 180) / 360;
        this.ys[i] = 0.5 - Math.asinh(Math.tan((lats[i] * Math.PI) / 180)) / (2 * Math.PI);
      }
      this.version = version;
      this.apply(this.filter);
    }

    // Let through what began in [since, until) minutes, is of the kinds and statuses, and lasts until an hour
    // that is wanted: `waits` says for each hour of the week how long that takes. What is not given lets all through.
    apply(filter) {
      this.filter = filter;
      const wanted = (places) => {
        const found = new Uint8Array(256).fill(places && places.length ? 0 : 1);
        for (const place of places || []) found[place] = 1;
        return found;
      };
      const kinds = wanted(filter.kinds);
      const statuses = wanted(filter.statuses);
      const waits = Uint8Array.from(filter.waits || new Array(168).fill(0));
      const since = filter.since ?? -Infinity;
      const until = filter.until ?? Infinity;
      const found = new Int32Array(this.count);
      let passed = 0;
      for (let i = 0; i < this.count; i++) {
        const minute = this.minutes[i];
        if (
          minute >= since && minute < until && kinds[this.kinds[i]] && statuses[this.statuses[i]] &&
          waits[this.hours[i]] <= this.spans[i]
        ) {
          found[passed++] = i;
        }
      }
      this.shown = found.slice(0, passed);
    }

    latLng(i) {
      const lat = (Math.atan(Math.sinh((0.5 - this.ys[i]) * 2 * Math.PI)) * 180) / Math.PI;
      return L.latLng(lat, this.xs[i] * 360 - 180);
    }

    row(i) {
      return this.rows[this.kinds[i]];
    }
  };

  // How wide the ring of so many marks is.
  function ringSize(count, scale) {
    return scale * (count < 10 ? 27 : count < 100 ? 33 : count < 1000 ? 41 : count < 10000 ? 50 : 60);
  }
  SacWatch.ringSize = ringSize;

  // How far from its middle a group of so many takes in its neighbors: the more there are, the more room
  // is left around the ring, so that a crowded map stays a map.
  function room(layer, count, scale) {
    if (!layer.rings) return 0;
    if (count < 2) return layer.size * scale * 1.05;
    return ringSize(count, scale) / 2 + scale * (count < 10 ? 10 : count < 40 ? 18 : count < 150 ? 30 : 42);
  }

  // Marks of one layer sorted into square bins that are anchored to the world, so that nothing changes
  // while the map is moved.
  class Bins {
    constructor(layer, zoomScale, region, side) {
      const left = Math.floor(region.left / side);
      const top = Math.floor(region.top / side);
      this.wide = Math.ceil(region.right / side) - left + 1;
      this.high = Math.ceil(region.bottom / side) - top + 1;
      const size = this.wide * this.high;
      this.heads = new Int32Array(size).fill(-1);
      this.counts = new Int32Array(size);
      this.xs = new Float64Array(size);
      this.ys = new Float64Array(size);
      this.next = new Int32Array(layer.shown.length);
      this.filled = [];
      const { shown, xs, ys } = layer;
      const perBin = zoomScale / side;
      for (let k = 0; k < shown.length; k++) {
        const i = shown[k];
        const column = Math.floor(xs[i] * perBin) - left;
        const row = Math.floor(ys[i] * perBin) - top;
        if (column < 0 || row < 0 || column >= this.wide || row >= this.high) continue;
        const bin = row * this.wide + column;
        if (this.counts[bin]++ === 0) this.filled.push(bin);
        this.next[k] = this.heads[bin];
        this.heads[bin] = k;
        this.xs[bin] += xs[i] * zoomScale;
        this.ys[bin] += ys[i] * zoomScale;
      }
      for (const bin of this.filled) {
        this.xs[bin] /= this.counts[bin];
        this.ys[bin] /= this.counts[bin];
      }
      this.filled.sort((a, b) => this.counts[b] - this.counts[a] || a - b);
      this.taken = new Uint8Array(size);
    }

    // Give the bins not yet taken whose marks lie within `reach` of a bin's, nearest first.
    near(bin, reach, side) {
      const steps = Math.ceil(reach / side);
      const column = bin % this.wide;
      const row = (bin - column) / this.wide;
      const found = [];
      for (let r = Math.max(0, row - steps); r <= Math.min(this.high - 1, row + steps); r++) {
        for (let c = Math.max(0, column - steps); c <= Math.min(this.wide - 1, column + steps); c++) {
          const other = r * this.wide + c;
          if (this.taken[other] || !this.counts[other]) continue;
          const apart = Math.hypot(this.xs[other] - this.xs[bin], this.ys[other] - this.ys[bin]);
          if (apart <= reach) found.push([apart, other]);
        }
      }
      return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    }
  }

  // Some marks shown as one: where, how many, how many of each row of the legend, and the newest of them.
  class Group {
    constructor(layer, bins, cells) {
      this.layer = layer;
      this.bins = bins;
      this.cells = cells;
      this.count = 0;
      this.newest = -1;
      this.shares = new Int32Array(layer.looks.length);
      let x = 0;
      let y = 0;
      for (const cell of cells) {
        this.count += bins.counts[cell];
        x += bins.xs[cell] * bins.counts[cell];
        y += bins.ys[cell] * bins.counts[cell];
        for (let k = bins.heads[cell]; k >= 0; k = bins.next[k]) {
          const i = layer.shown[k];
          this.shares[layer.rows[layer.kinds[i]]]++;
          if (i > this.newest) this.newest = i;
        }
      }
      this.x = x / this.count;
      this.y = y / this.count;
    }

    // Give the places of its marks in the layer, the newest first.
    members() {
      const found = [];
      for (const cell of this.cells) {
        for (let k = this.bins.heads[cell]; k >= 0; k = this.bins.next[k]) found.push(this.layer.shown[k]);
      }
      return found.sort((a, b) => b - a);
    }
  }

  // Far out, marks that are not gathered in rings are only dots, so that they do not cover the streets.
  SacWatch.asDots = (zoomScale) => zoomScale < 256 * Math.pow(2, 14.5);

  // Put marks that would lie on each other into groups: the fullest bins draw in their neighbors.
  SacWatch.group = function (layer, zoomScale, region, scale) {
    const side = Math.max(4, Math.round((layer.rings ? 13 : SacWatch.asDots(zoomScale) ? 8 : 15) * scale));
    const bins = new Bins(layer, zoomScale, region, side);
    const groups = [];
    for (const seed of bins.filled) {
      if (bins.taken[seed]) continue;
      bins.taken[seed] = 1;
      const cells = [seed];
      let count = bins.counts[seed];
      if (layer.rings) {
        // The neighbors make the group larger, and a larger group reaches farther: look as far as it may come.
        const reach = room(layer, count * 9, scale);
        for (const [apart, cell] of bins.near(seed, reach, side)) {
          if (apart > room(layer, count, scale)) break;
          bins.taken[cell] = 1;
          cells.push(cell);
          count += bins.counts[cell];
        }
      }
      groups.push(new Group(layer, bins, cells));
    }
    return groups;
  };
})();
