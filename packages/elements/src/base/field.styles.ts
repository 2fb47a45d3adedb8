import {css} from 'lit';

/**
 * Fields. `.field` stacks label, control and hint; `.input` is the frame round an `<input>` with icons or a unit
 * (`.unit`) inside; bare `<input class="input">`, `<textarea>` and `<select>` carry the frame themselves. `.check` is a
 * check box or radio, `.switch` a check box with role switch.
 */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: 5px;
    min-inline-size: 0;
  }
  .field > label,
  .label {
    font-size: var(--_small);
    line-height: calc(18 / 13);
    font-weight: 500;
  }
  .hint {
    color: var(--_text-muted);
    font-size: var(--_small);
    line-height: calc(18 / 13);
  }
  .hint.trouble {
    color: var(--_trouble);
  }
  .input,
  textarea,
  select {
    display: flex;
    align-items: center;
    gap: 8px;
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_control);
    margin: 0;
    padding: 0 11px;
    border: 1px solid var(--_line-control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  textarea {
    display: block;
    min-block-size: 56px;
    padding: 6px 11px;
    resize: vertical;
    field-sizing: content;
  }
  .input > input {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    align-self: stretch;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    outline: none;
  }
  .input > .unit,
  .input > .shape {
    color: var(--_text-muted);
    flex: none;
  }
  ::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  .input:has(> input:focus-visible),
  input.input:focus-visible,
  textarea:focus-visible,
  select:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
    border-color: var(--_focus);
  }
  .input:has([aria-invalid='true']),
  [aria-invalid='true'].input,
  textarea[aria-invalid='true'] {
    border-color: var(--_trouble);
  }
  .input[aria-disabled='true'],
  .input:has(> input:disabled),
  input.input:disabled,
  textarea:disabled {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_text-muted);
  }
  input[type='number'] {
    appearance: textfield;
  }
  input::-webkit-inner-spin-button,
  input::-webkit-search-cancel-button {
    display: none;
  }

  .check {
    appearance: none;
    flex: none;
    display: inline-grid;
    place-content: center;
    box-sizing: border-box;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    border: 1px solid var(--_line-control);
    border-radius: 4.5px;
    background: var(--_surface);
    cursor: pointer;
  }
  .check[type='radio'] {
    border-radius: 50%;
  }
  .check:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .check:checked::before {
    content: '';
    inline-size: 9px;
    block-size: 5px;
    border: solid var(--_surface);
    border-width: 0 0 1.75px 1.75px;
    translate: 0 -1px;
    rotate: -45deg;
  }
  .check[type='radio']:checked::before {
    inline-size: 6px;
    block-size: 6px;
    border: 0;
    border-radius: 50%;
    background: var(--_surface);
    translate: none;
  }
  .check:indeterminate::before {
    content: '';
    inline-size: 8px;
    block-size: 1.75px;
    border-radius: 1px;
    background: var(--_accent);
  }

  .switch {
    appearance: none;
    flex: none;
    position: relative;
    box-sizing: border-box;
    inline-size: 34px;
    block-size: 20px;
    margin: 0;
    border: 1px solid var(--_line-control);
    border-radius: 10px;
    background: var(--_surface);
    cursor: pointer;
    transition: background var(--_motion) var(--_ease);
  }
  .switch::before {
    content: '';
    position: absolute;
    inset-block: 3px;
    inset-inline-start: 3px;
    inline-size: 12px;
    border-radius: 50%;
    background: var(--_line-control);
    transition: inset-inline-start var(--_motion) var(--_ease);
  }
  .switch:checked {
    border-color: var(--_done);
    background: var(--_done);
  }
  .switch:checked::before {
    inset-block: 2px;
    inset-inline-start: 16px;
    inline-size: 14px;
    background: var(--_surface);
  }
  .switch[aria-disabled='true'] {
    border-color: var(--_line);
    background: var(--_sunken);
    cursor: default;
  }
  /* A switch or box with its words: the words are part of the target. */
  .choice {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(24px, var(--_control));
    cursor: pointer;
    font-weight: 500;
  }
  @media (pointer: coarse) {
    input,
    textarea,
    select {
      font-size: 16px !important;
    }
  }
  @media (forced-colors: active) {
    .check,
    .switch {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: ButtonFace;
    }
    .check:checked,
    .switch:checked {
      border-color: Highlight;
      background: Highlight;
    }
    .check:checked::before {
      border-color: HighlightText;
    }
    .check[type='radio']:checked::before,
    .switch:checked::before {
      background: HighlightText;
    }
    .switch::before,
    .check:indeterminate::before {
      background: ButtonText;
    }
  }
`;
