// The marks of the map, drawn on a canvas: the same shapes and fillings as on paper.
(function () {
  "use strict";
  const SacWatch = (window.SacWatch = window.SacWatch || {});

  function outline(context, look) {
    context.beginPath();
    if (look.corners === null) {
      context.arc(0, 0, 0.92, 0, 2 * Math.PI);
    } else {
      look.corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    }
    context.closePath();
  }

  function fill(context, look, ink) {
    if (look.pattern === "solid" || look.pattern === "dot") {
      context.fillStyle = look.colour;
      context.fill();
      return;
    }
    context.fillStyle = ink;
    context.fill();
    context.save();
    context.clip();
    context.fillStyle = look.colour;
    if (look.pattern === "half") context.fillRect(-1.3, 0, 2.6, 1.3);
    if (look.pattern === "stripes") {
      for (const top of [-0.75, -0.15, 0.45]) context.fillRect(-1.3, top, 2.6, 0.3);
    }
    context.restore();
  }

  // Draw one mark around x, y; `size` is its width. A light rim keeps it apart from whatever is beneath.
  SacWatch.drawSymbol = function (context, look, x, y, size, rim) {
    const half = (size * (look.size || 1)) / 2;
    context.save();
    context.translate(x, y);
    context.scale(half, half);
    context.lineJoin = "round";
    outline(context, look);
    if (rim) {
      const wide = Math.min(2.3, 1 + size / 12);
      context.strokeStyle = "rgba(20, 24, 22, 0.35)";
      context.lineWidth = (1.4 + 2 * wide) / half;
      context.stroke();
      context.strokeStyle = "#ffffff";
      context.lineWidth = (2 * wide) / half;
      context.stroke();
    }
    fill(context, look, "#ffffff");
    outline(context, look);
    context.strokeStyle = look.colour;
    context.lineWidth = (look.pattern === "open" ? 2.2 : 1.4) / half;
    context.stroke();
    if (look.pattern === "dot") {
      context.fillStyle = "#ffffff";
      context.beginPath();
      context.arc(0, 0, 0.35, 0, 2 * Math.PI);
      context.fill();
    }
    context.restore();
  };

  // Give a canvas with one mark on it, painted once and then copied wherever the mark is needed.
  SacWatch.sprite = function (look, size, ratio) {
    const canvas = document.createElement("canvas");
    const whole = Math.ceil((size * (look.size || 1) * 1.35 + 8) * ratio);
    canvas.width = canvas.height = whole;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    SacWatch.drawSymbol(context, look, whole / ratio / 2, whole / ratio / 2, size, true);
    return canvas;
  };
})();
