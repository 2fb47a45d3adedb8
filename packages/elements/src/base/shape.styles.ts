import {css} from 'lit';

/** How icons and status glyphs are painted; see `shape.ts`. */
export const shapeStyles = css`
  .shape {
    flex: none;
    overflow: visible;
    vertical-align: -0.2em;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
    pointer-events: none;
  }
  .shape .line {
    fill: none;
    stroke: currentColor;
  }
  .shape .fill {
    fill: currentColor;
    fill-rule: evenodd;
    stroke: none;
  }
  .shape .cut {
    fill: none;
    stroke: var(--_cut);
  }
  .shape.mirrored:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    .shape .cut {
      stroke: Canvas;
    }
  }
`;
