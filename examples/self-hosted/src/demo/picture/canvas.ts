/** A picture of palette colours, one byte a pixel. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Fills a rectangle; what lies outside is cut off. */
  fill(x: number, y: number, width: number, height: number, colour: number): void;
}

export function createCanvas(width: number, height: number, background: number): Canvas {
  const pixels = new Uint8Array(width * height).fill(background);
  return {
    width,
    height,
    pixels,
    fill(x, y, wide, high, colour) {
      const [left, right] = [Math.max(0, x), Math.min(width, x + wide)];
      for (let row = Math.max(0, y); row < Math.min(height, y + high); row += 1) if (right > left) pixels.fill(colour, row * width + left, row * width + right);
    },
  };
}
