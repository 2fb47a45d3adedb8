import type {Product} from './products.ts';

/** The drawn tile of a product: one character on its colour. */
export function productPicture({colour, glyph}: Product): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96"><rect width="96" height="96" rx="12" fill="${colour}"/><path d="M0 74c22-14 38 6 58-4s26-20 38-18v32a12 12 0 0 1-12 12H12A12 12 0 0 1 0 84z" fill="#fff" opacity=".1"/><text x="48" y="51" text-anchor="middle" dominant-baseline="central" font-size="44" font-family="'Songti TC','Noto Serif CJK TC','Noto Serif HK','PMingLiU',serif" fill="#fdfcf8">${glyph}</text></svg>`;
}
