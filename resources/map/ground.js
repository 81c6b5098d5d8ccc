// The base map of a page that stands by itself: paints the app's own display lists, tile by tile.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  // Turn first spot and steps back into a path, with the box it fills.
  function unfold(numbers, grain) {
    const path = new Float32Array(numbers.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let x = 0;
    let y = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      x += numbers[i];
      y += numbers[i + 1];
      path[i] = x / grain;
      path[i + 1] = y / grain;
      box[0] = Math.min(box[0], path[i]);
      box[1] = Math.min(box[1], path[i + 1]);
      box[2] = Math.max(box[2], path[i]);
      box[3] = Math.max(box[3], path[i + 1]);
    }
    return { path, box };
  }

  function trace(context, path, closed) {
    context.moveTo(path[0], path[1]);
    for (let i = 2; i < path.length; i += 2) context.lineTo(path[i], path[i + 1]);
    if (closed) context.closePath();
  }

  const paint = {
    l(context, [, colour, width, dashes, offset, butt, opacity, paths], seen) {
      context.strokeStyle = colour;
      context.globalAlpha = opacity;
      context.lineWidth = width;
      context.lineCap = butt ? "butt" : "round";
      context.lineJoin = "round";
      context.setLineDash(dashes);
      context.lineDashOffset = offset;
      context.beginPath();
      for (const { path, box } of paths) if (seen(box, width)) trace(context, path, false);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    },
    a(context, [, fill, opacity, rings], seen) {
      if (!fill || !rings.some(({ box }) => seen(box, 0))) return;
      context.fillStyle = fill;
      context.globalAlpha = opacity;
      context.beginPath();
      for (const { path } of rings) trace(context, path, true);
      context.fill("evenodd");
      context.globalAlpha = 1;
    },
  };

  // Words keep their size when the picture beneath them is drawn larger.
  const write = {
    t(context, [, text, x, y, size, colour, halo, angle, bold, italic], larger, family) {
      context.save();
      context.translate(x * larger, y * larger);
      context.rotate((angle * Math.PI) / 180);
      context.font = `${italic ? "italic " : ""}${bold ? "600 " : ""}${size}px ${family}`;
      if (halo) {
        context.strokeStyle = halo;
        context.lineWidth = size * 0.28;
        context.lineJoin = "round";
        context.strokeText(text, 0, 0);
      }
      context.fillStyle = colour;
      context.fillText(text, 0, 0);
      context.restore();
    },
    s(context, [, text, x, y, size, fill, ink], larger, family) {
      context.font = `600 ${size}px ${family}`;
      const wide = context.measureText(text).width + size;
      context.fillStyle = fill;
      context.beginPath();
      context.roundRect(x * larger - wide / 2, y * larger - size * 0.75, wide, size * 1.5, 3.5);
      context.fill();
      context.fillStyle = ink;
      context.fillText(text, x * larger, y * larger);
    },
  };

  SacWatch.Ground = L.GridLayer.extend({
    initialize: function (pictures, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this.pictures = pictures;
      for (const picture of pictures) {
        for (const mark of picture.marks) {
          if (mark[0] === "l" || mark[0] === "a") {
            mark.push(mark.pop().map((numbers) => unfold(numbers, picture.grain)));
          }
        }
      }
    },

    createTile: function (coords) {
      const tile = document.createElement("canvas");
      const ratio = window.devicePixelRatio || 1;
      tile.width = tile.height = 256 * ratio;
      const lowest = this.pictures[0].zoom;
      const at = Math.min(Math.max(coords.z - lowest, 0), this.pictures.length - 1);
      const picture = this.pictures[at];
      const larger = Math.pow(2, coords.z - picture.zoom);
      const units = 256 * Math.pow(2, coords.z);
      const context = tile.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.translate(picture.left * units - coords.x * 256, picture.top * units - coords.y * 256);
      const left = (coords.x * 256 - picture.left * units) / larger;
      const top = (coords.y * 256 - picture.top * units) / larger;
      const side = 256 / larger;
      const seen = (box, margin) =>
        box[0] < left + side + margin && box[2] > left - margin && box[1] < top + side + margin && box[3] > top - margin;
      context.save();
      context.scale(larger, larger);
      for (const mark of picture.marks) if (paint[mark[0]]) paint[mark[0]](context, mark, seen);
      context.restore();
      context.textAlign = "center";
      context.textBaseline = "middle";
      const family = getComputedStyle(document.body).fontFamily;
      for (const mark of picture.marks) {
        if (!write[mark[0]]) continue;
        const reach = mark[1].length * mark[4];
        if (seen([mark[2], mark[3], mark[2], mark[3]], reach)) write[mark[0]](context, mark, larger, family);
      }
      return tile;
    },
  });
})();
