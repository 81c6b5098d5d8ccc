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
      this.take(new Uint32Array([1, 0]).buffer, 0);
    }

    // Take the columns: format, count, then lat, lon, minute, kind and status of each mark.
    take(buffer, version) {
      const [format, count] = new Uint32Array(buffer, 0, 2);
      if (format !== 1) throw new Error("unknown format " + format);
      const lats = new Float64Array(buffer, 8, count);
      const lons = new Float64Array(buffer, 8 + 8 * count, count);
      this.count = count;
      this.minutes = new Int32Array(buffer, 8 + 16 * count, count);
      this.kinds = new Uint8Array(buffer, 8 + 20 * count, count);
      this.statuses = new Uint8Array(buffer, 8 + 21 * count, count);
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

    // Let through what began in [since, until) minutes and is of the kinds; what is not given lets all through.
    apply(filter) {
      this.filter = filter;
      const wanted = new Uint8Array(256).fill(filter.kinds && filter.kinds.length ? 0 : 1);
      for (const kind of filter.kinds || []) wanted[kind] = 1;
      const since = filter.since ?? -Infinity;
      const until = filter.until ?? Infinity;
      const found = new Int32Array(this.count);
      let passed = 0;
      for (let i = 0; i < this.count; i++) {
        const minute = this.minutes[i];
        if (minute >= since && minute < until && wanted[this.kinds[i]]) found[passed++] = i;
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
    return scale * (count < 10 ? 27 : count < 100 ? 33 : count < 1000 ? 40 : 48);
  }
  SacWatch.ringSize = ringSize;

  // Put marks that would lie on each other into groups: bins anchored to the world, so that nothing
  // changes while the map is moved, and then the fullest bins draw in their neighbors.
  SacWatch.group = function (layer, zoomScale, region, scale) {
    const bin = Math.max(4, Math.round((layer.rings ? 12 : layer.size * 0.7) * scale));
    const left = Math.floor(region.left / bin);
    const top = Math.floor(region.top / bin);
    const wide = Math.ceil(region.right / bin) - left + 1;
    const high = Math.ceil(region.bottom / bin) - top + 1;
    const heads = new Int32Array(wide * high).fill(-1);
    const counts = new Int32Array(wide * high);
    const sumX = new Float64Array(wide * high);
    const sumY = new Float64Array(wide * high);
    const next = new Int32Array(layer.shown.length);
    const { shown, xs, ys } = layer;
    const filled = [];
    for (let k = 0; k < shown.length; k++) {
      const i = shown[k];
      const x = xs[i] * zoomScale;
      const y = ys[i] * zoomScale;
      const column = Math.floor(x / bin) - left;
      const row = Math.floor(y / bin) - top;
      if (column < 0 || row < 0 || column >= wide || row >= high) continue;
      const cell = row * wide + column;
      if (counts[cell]++ === 0) filled.push(cell);
      next[k] = heads[cell];
      heads[cell] = k;
      sumX[cell] += x;
      sumY[cell] += y;
    }
    filled.sort((a, b) => counts[b] - counts[a] || a - b);
    const reach = layer.rings ? 4 : 0;
    const taken = new Uint8Array(wide * high);
    const groups = [];
    for (const seed of filled) {
      if (taken[seed]) continue;
      taken[seed] = 1;
      const cells = [seed];
      let count = counts[seed];
      let x = sumX[seed];
      let y = sumY[seed];
      const middleX = x / count;
      const middleY = y / count;
      if (reach) {
        const near = [];
        const column = seed % wide;
        const row = (seed - column) / wide;
        for (let r = Math.max(0, row - reach); r <= Math.min(high - 1, row + reach); r++) {
          for (let c = Math.max(0, column - reach); c <= Math.min(wide - 1, column + reach); c++) {
            const cell = r * wide + c;
            if (taken[cell] || !counts[cell]) continue;
            const apart = Math.hypot(sumX[cell] / counts[cell] - middleX, sumY[cell] / counts[cell] - middleY);
            near.push([apart, cell]);
          }
        }
        near.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        for (const [apart, cell] of near) {
          const room = (count > 1 ? ringSize(count, scale) / 2 : layer.size * scale * 0.5) + layer.size * scale * 0.55;
          if (apart > room) break;
          taken[cell] = 1;
          cells.push(cell);
          count += counts[cell];
          x += sumX[cell];
          y += sumY[cell];
        }
      }
      groups.push({ x: x / count, y: y / count, count, cells });
    }
    for (const group of groups) {
      group.members = () => {
        const found = [];
        for (const cell of group.cells) for (let k = heads[cell]; k >= 0; k = next[k]) found.push(shown[k]);
        return found.sort((a, b) => b - a);
      };
      // What the ring or the one mark shows: how many of each row, and the newest member.
      group.newest = -1;
      group.shares = new Int32Array(layer.looks.length);
      for (const cell of group.cells) {
        for (let k = heads[cell]; k >= 0; k = next[k]) {
          const i = shown[k];
          group.shares[layer.rows[layer.kinds[i]]]++;
          if (i > group.newest) group.newest = i;
        }
      }
    }
    return groups;
  };
})();
