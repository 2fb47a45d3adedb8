import {css} from 'lit';

/** What lies over the widget: dialogs, menus, toasts. */
export const overlayStyles = css`
  dialog {
    inline-size: min(488px, 100% - 32px);
    max-block-size: calc(100dvb - 32px);
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-dialog);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    --_cut: var(--_raised);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    transition:
      opacity var(--_motion) var(--_ease),
      translate var(--_motion) var(--_ease);
    @starting-style {
      opacity: 0;
      translate: 0 4px;
    }
  }
  dialog::backdrop {
    background: #1a1b1966;
  }
  dialog > form {
    display: contents;
  }
  dialog header {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    min-block-size: 56px;
    padding-inline: 20px 12px;
  }
  dialog header > h2 {
    flex: 1;
    font-size: var(--_title);
    line-height: calc(24 / 18);
  }
  dialog .body {
    flex: 1;
    min-block-size: 0;
    padding: 0 20px 18px;
    overflow: auto;
  }
  dialog.confirm header {
    min-block-size: 0;
    padding-block: 18px 4px;
  }
  dialog footer {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    flex: none;
    min-block-size: 62px;
    padding-inline: 20px;
    border-block-start: 1px solid var(--_line);
  }
  dialog footer > .aside {
    margin-inline-end: auto;
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  /* The top layer is as wide as the window, whatever the widget's own width: here the viewport is the container. */
  @media (max-width: 599px) {
    dialog {
      inline-size: 100%;
      max-inline-size: 100%;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }
    dialog footer > button {
      flex: 1;
    }
    dialog footer > .aside {
      display: none;
    }
  }

  .menu {
    position: fixed;
    inset: auto;
    min-inline-size: 176px;
    max-inline-size: min(320px, 100vw - 16px);
    max-block-size: calc(100dvb - 16px);
    margin: 0;
    padding: 6px;
    border: 0;
    border-radius: var(--_radius-raised);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    overflow: auto;
    --_cut: var(--_raised);
  }
  .menu > button {
    display: flex;
    justify-content: flex-start;
    inline-size: 100%;
    min-block-size: max(32px, var(--_control));
    padding: 0 10px;
    border: 0;
    border-radius: var(--_radius-chip);
    background: none;
    font-weight: 400;
    text-align: start;
  }
  .menu > button:hover,
  .menu > button:focus-visible {
    background: var(--_hover);
    outline-offset: -2px;
  }
  .menu > button > .shape {
    color: var(--_text-muted);
  }
  .menu > button > .end {
    margin-inline-start: auto;
    padding-inline-start: 16px;
    color: var(--_text-muted);
    font-size: var(--_tiny);
  }
  .menu > hr {
    margin: 6px 0;
  }
  .menu > button[aria-disabled='true'],
  .menu > button[aria-disabled='true']:hover {
    background: none;
    color: var(--_text-muted);
  }

  .toasts {
    position: fixed;
    inset: auto;
    inset-block-end: 16px;
    inset-inline-start: 16px;
    display: grid;
    gap: 8px;
    inline-size: min(428px, 100vw - 32px);
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    overflow: visible;
  }
  .toasts:not(:popover-open) {
    display: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    padding: 6px 8px 6px 16px;
    border-radius: var(--_radius-raised);
    background: var(--_primary);
    box-shadow: var(--_shadow);
    color: var(--_on-primary);
    --_cut: var(--_primary);
    transition:
      opacity var(--_motion) var(--_ease),
      translate var(--_motion) var(--_ease);
    @starting-style {
      opacity: 0;
      translate: 0 4px;
    }
  }
  .toast > p {
    flex: 1;
    min-inline-size: 0;
  }
  .toast > button,
  .toast > button:hover {
    border: 0;
    background: none;
    color: inherit;
    font-weight: 600;
  }
  .toast .key {
    border-color: color-mix(in srgb, var(--_on-primary) 28%, transparent);
    background: color-mix(in srgb, var(--_on-primary) 16%, transparent);
    color: inherit;
  }
  .toast.trouble {
    background: var(--_raised);
    color: var(--_text);
    --_cut: var(--_raised);
  }
  .toast.trouble > .shape {
    color: var(--_trouble);
  }
  @media (forced-colors: active) {
    dialog,
    .menu,
    .toast {
      border: 1px solid CanvasText;
    }
  }
`;
