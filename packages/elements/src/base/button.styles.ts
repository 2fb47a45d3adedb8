import {css} from 'lit';

/**
 * Buttons. Plain `<button>` is the secondary one; `primary` (one per pane), `quiet`, `danger`, `icon` and `text` are
 * classes. Off is `aria-disabled="true"`: it stays focusable, so that its reason can be read.
 */
export const buttonStyles = css`
  button {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    box-sizing: border-box;
    min-block-size: var(--_control);
    min-inline-size: 24px;
    margin: 0;
    padding: 0 12px;
    border: 1px solid color-mix(in srgb, var(--_line-control) 55%, var(--_surface));
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-weight: 500;
    line-height: calc(20 / 14);
    white-space: nowrap;
    cursor: pointer;
    user-select: none;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover {
    background: var(--_hover);
  }
  button.primary {
    border-color: var(--_primary);
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
    padding: 0 14px;
    --_cut: var(--_primary);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--_primary) 88%, var(--_on-primary));
  }
  button.danger {
    border-color: var(--_trouble);
    color: var(--_trouble);
  }
  button.danger:hover {
    background: var(--_trouble-tint);
  }
  button.quiet,
  button.icon {
    border-color: transparent;
    background: none;
  }
  button.quiet:hover,
  button.icon:hover,
  button.icon[aria-expanded='true'] {
    background: var(--_hover);
  }
  button.icon {
    inline-size: var(--_control);
    padding: 0;
    color: var(--_text-muted);
  }
  button.icon:hover {
    color: var(--_text);
  }
  button.text {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_accent);
  }
  button.text:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_text-muted);
    font-weight: 500;
    cursor: default;
    text-decoration: none;
  }
  button.quiet[aria-disabled='true'],
  button.icon[aria-disabled='true'],
  button.text[aria-disabled='true'] {
    border-color: transparent;
    background: none;
  }
  button[aria-busy='true'] > :not(.pie, .key) {
    opacity: 0;
  }
  .pie {
    position: absolute;
    inset: 0;
    inline-size: 14px;
    block-size: 14px;
    margin: auto;
    border: 1.5px solid currentColor;
    border-radius: 50%;
    background: conic-gradient(currentColor 25%, transparent 0) content-box;
    padding: 2px;
    animation: pl-turn 1.2s steps(4) infinite;
  }
  @keyframes pl-turn {
    to {
      rotate: 1turn;
    }
  }
  .key {
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding: 0 5px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    background: var(--_surface);
    color: var(--_text-muted);
    font: 500 11px / 1 var(--_font);
  }
  .primary .key {
    border-color: color-mix(in srgb, var(--_on-primary) 28%, transparent);
    background: color-mix(in srgb, var(--_on-primary) 16%, transparent);
    color: inherit;
  }
  /* Why a button is off: on focus and hover, under it. */
  .with-reason {
    position: relative;
    display: inline-flex;
  }
  .with-reason > .reason {
    position: absolute;
    z-index: 5;
    inset-block-start: calc(100% + 6px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(280px, 80vw);
    padding: 8px 12px;
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: var(--_small);
    line-height: calc(18 / 13);
    text-align: start;
    white-space: normal;
    visibility: hidden;
    opacity: 0;
    transition: opacity var(--_motion) var(--_ease);
  }
  .with-reason.above > .reason {
    inset-block: auto calc(100% + 6px);
  }
  .with-reason:hover > .reason,
  .with-reason:focus-within > .reason {
    visibility: visible;
    opacity: 1;
  }
  @media (pointer: coarse) {
    button.primary {
      min-block-size: 48px;
    }
    button.text {
      min-block-size: 44px;
    }
    .key {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pie {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
    button.primary {
      forced-color-adjust: none;
    }
    .with-reason > .reason {
      border: 1px solid CanvasText;
    }
  }
`;
