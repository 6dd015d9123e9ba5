// The eight shapes of the map's colours, so that nothing is told by colour alone: on the canvas and in the legend.

const turn = (/** @type {number} */ corners, /** @type {number} */ from, /** @type {number} */ size) =>
  Array.from({ length: corners }, (_, index) => {
    const angle = ((from + (index * 360) / corners) * Math.PI) / 180;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });

/** @param {number} angle degrees */
function cross(angle) {
  const [long, thin] = [1.12, 0.4];
  const arms = [
    [long, -thin],
    [long, thin],
    [thin, thin],
    [thin, long],
    [-thin, long],
    [-thin, thin],
    [-long, thin],
    [-long, -thin],
    [-thin, -thin],
    [-thin, -long],
    [thin, -long],
    [thin, -thin],
  ];
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return arms.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

/**
 * Each shape as the corners of a polygon about the size of a circle of radius 1; without corners it is that circle.
 * @type {number[][][]}
 */
export const SHAPES = [
  [],
  turn(4, 45, 1.25),
  turn(3, -90, 1.4),
  turn(4, 0, 1.35),
  turn(3, 90, 1.4),
  cross(0),
  cross(45),
  [
    [1.3, -0.55],
    [1.3, 0.55],
    [-1.3, 0.55],
    [-1.3, -0.55],
  ],
];

/**
 * Adds a shape to a path.
 * @param {CanvasRenderingContext2D | Path2D} path
 * @param {number} shape
 * @param {number} x
 * @param {number} y
 * @param {number} size radius in pixels
 */
export function addShape(path, shape, x, y, size) {
  const corners = SHAPES[shape] ?? [];
  if (corners.length === 0) {
    path.moveTo(x + size, y);
    path.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([right, down], index) => {
    if (index) path.lineTo(x + right * size, y + down * size);
    else path.moveTo(x + right * size, y + down * size);
  });
  path.closePath();
}
