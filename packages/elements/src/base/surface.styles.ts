import {css} from 'lit';

/** Boxes, strips, chips, tabs, badges and tables on hairlines: what groups things without being pressed. */
export const surfaceStyles = css`
  .box {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-raised);
    background: var(--_surface);
    overflow: clip;
  }
  .raised {
    border-radius: var(--_radius-raised);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    --_cut: var(--_raised);
  }
  hr {
    block-size: 1px;
    margin: 0;
    border: 0;
    background: var(--_line);
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    padding: 6px var(--_pad);
    background: var(--_sunken);
    --_cut: var(--_sunken);
  }
  .strip > p {
    flex: 1;
    min-inline-size: 0;
  }
  .strip > p b {
    font-weight: 600;
  }
  .strip > .shape {
    color: var(--_text-muted);
  }
  .strip.attention {
    background: var(--_attention-tint);
    --_cut: var(--_attention-tint);
  }
  .strip.trouble {
    background: var(--_trouble-tint);
    --_cut: var(--_trouble-tint);
  }
  .strip.done {
    background: var(--_done-tint);
    --_cut: var(--_done-tint);
  }
  .strip.attention > .shape {
    color: var(--_attention);
  }
  .strip.trouble > .shape {
    color: var(--_trouble);
  }
  .strip.done > .shape {
    color: var(--_done);
  }
  .strip button:not(.quiet, .text):not(:hover) {
    background: var(--_surface);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    block-size: 24px;
    padding-inline: 8px 0;
    border-radius: var(--_radius-chip);
    background: var(--_chip);
    font-size: var(--_small);
    white-space: nowrap;
  }
  .chip > .name {
    color: var(--_text-muted);
  }
  .chip > button {
    min-block-size: 24px;
    inline-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-chip);
    background: none;
    color: var(--_text-muted);
  }
  .tabs {
    display: flex;
    gap: 4px;
    block-size: 40px;
    padding-inline: calc(var(--_pad) - 10px);
    box-shadow: inset 0 -1px var(--_line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tab,
  .tab:hover {
    flex: none;
    gap: 8px;
    block-size: 40px;
    min-block-size: 40px;
    padding: 0 10px;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--_text-muted);
  }
  .tab:hover {
    color: var(--_text);
  }
  .tab[aria-selected='true'],
  .tab[aria-current='true'] {
    color: var(--_text);
    font-weight: 600;
  }
  .tab[aria-selected='true']::after,
  .tab[aria-current='true']::after {
    content: '';
    position: absolute;
    inset: auto 10px 0;
    block-size: 2px;
    border-radius: 1px;
    background: var(--_primary);
    forced-color-adjust: none;
  }
  .tab:focus-visible {
    outline-offset: -2px;
  }
  .tab > .count,
  .capsule > .count {
    font-size: var(--_tiny);
    font-weight: 500;
  }
  .capsules {
    display: flex;
    gap: 8px;
    padding: 0 16px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .capsule {
    flex: none;
    min-block-size: 36px;
    padding: 0 14px;
    border-color: var(--_line);
    border-radius: 18px;
  }
  .capsule[aria-selected='true'],
  .capsule[aria-current='true'] {
    border-color: var(--_primary);
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
  }
  .badge {
    display: inline-grid;
    place-items: center;
    min-inline-size: 14px;
    block-size: 14px;
    padding: 0 3px;
    border-radius: 7px;
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line);
    color: var(--_text);
    font: 600 10px / 1 var(--_font);
  }
  .delivery {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
  }
  .delivery.unpacked,
  .delivery.none {
    color: var(--_text-muted);
  }
  .delivery.problem {
    color: var(--_trouble);
  }
  .delivery > .badge {
    position: absolute;
    inset-block-start: -1px;
    inset-inline-end: -1px;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    forced-color-adjust: none;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th {
    block-size: 34px;
    background: var(--_sunken);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 500;
    text-align: start;
  }
  th,
  td {
    padding-block: 0;
    padding-inline: 0 14px;
    border-block-end: 1px solid var(--_line);
  }
  td {
    block-size: var(--_row);
  }
  th.amount,
  td.amount {
    text-align: end;
  }
  .money {
    white-space: nowrap;
  }
  .money > .sign {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    white-space: nowrap;
  }
  .status > .detail {
    color: var(--_text-muted);
  }
  .status > .detail.trouble {
    color: var(--_trouble);
    font-weight: 500;
  }
  .unsent {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
    white-space: nowrap;
  }
  .unsent > .shape {
    color: var(--_quiet);
  }
  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 4px;
    padding: 32px var(--_pad);
    text-align: center;
  }
  .empty > .shape {
    inline-size: 26px;
    block-size: 26px;
    margin-block-end: 8px;
    color: var(--_text-muted);
  }
  .empty > h2 {
    font-size: calc(var(--_font-size) * 16 / 14);
    line-height: calc(22 / 16);
  }
  .empty > p {
    max-inline-size: 320px;
    color: var(--_text-muted);
  }
  .empty > p b {
    color: var(--_text);
    font-weight: 500;
  }
  .empty > .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 12px;
  }
  /* Bars in the real columns; they come only when waiting was long enough to notice. */
  .bar {
    block-size: 10px;
    border-radius: 5px;
    background: var(--_chip);
    opacity: 0;
    animation: pl-late 0s 200ms forwards;
  }
  @keyframes pl-late {
    to {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .capsule[aria-selected='true'],
    .capsule[aria-current='true'] {
      forced-color-adjust: none;
    }
    .raised,
    .chip,
    .badge,
    .strip {
      border: 1px solid CanvasText;
    }
  }
`;
