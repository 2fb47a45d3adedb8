import {css} from 'lit';

/** The parcel side: tabs, verified or not, contents, when it goes, what the customer reads, and the act at the end. */
export const parcelStyles = css`
  .tab-row {
    flex: none;
    display: flex;
    align-items: center;
    min-block-size: 50px;
    box-shadow: inset 0 -1px var(--_line);
    overflow: auto hidden;
    scrollbar-width: none;
    padding-inline: 14px;
  }
  .tab-row > .tabs {
    flex: none;
    block-size: 50px;
    box-shadow: none;
    padding-inline: 0;
    overflow: visible;
  }
  .tab-row > .tabs > .tab {
    block-size: 50px;
  }
  .tab-row > .with-reason {
    flex: none;
    position: sticky;
    inset-inline-end: 0;
    background: var(--_surface);
  }
  .tab-row .add {
    color: var(--_text-muted);
    padding-inline: 10px;
  }
  .tab-row .add:not([aria-disabled]):hover {
    color: var(--_text);
  }
  .tab .shape {
    color: var(--_done);
  }
  .tab .unsent .shape {
    color: var(--_quiet);
  }

  .panel > .strip {
    gap: 12px;
    min-block-size: 44px;
    padding-inline: 16px 8px;
    border-radius: var(--_radius-raised);
  }
  .panel > .strip.verify:not(:has(> button)) {
    padding-inline-end: 16px;
  }
  .panel > .strip > .choice {
    flex: none;
  }
  .choice:has([aria-disabled='true']) {
    color: var(--_text-muted);
    cursor: default;
  }

  .contents > .content {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr) minmax(0, 132px) 40px 0 auto;
    align-items: center;
    gap: 12px;
    min-block-size: max(45px, var(--_row));
    padding: 6px 16px;
    content-visibility: auto;
    contain-intrinsic-block-size: auto 45px;
  }
  .contents.open > .content {
    grid-template-columns: 32px minmax(0, 1fr) minmax(0, 132px) 40px 124px 84px;
  }
  .contents > .content + .content {
    border-block-start: 1px solid var(--_line);
  }
  .content > .mono {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .content > .count {
    font-weight: 600;
    text-align: end;
  }
  .content > .take {
    display: inline-flex;
    align-items: center;
    justify-content: flex-end;
  }
  .content .tile {
    inline-size: 32px;
    block-size: 32px;
    font-size: var(--_font-size);
  }
  .content .verify-line {
    gap: 6px;
    min-inline-size: 24px;
  }
  .contents > .empty {
    padding-block: 28px;
  }

  .ready {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .day {
    position: relative;
    inline-size: auto;
    min-inline-size: 196px;
    cursor: pointer;
  }
  .day.off > .shown {
    color: var(--_text-muted);
  }
  .day > .shown {
    white-space: nowrap;
  }
  /* The browser writes dates its own way; ours stands over it until somebody types. */
  .day > input[type='date'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    padding-inline: 36px 8px;
    border-radius: var(--_radius);
    background: var(--_surface);
    opacity: 0;
    cursor: pointer;
  }
  .day > input[type='date']:focus-visible {
    opacity: 1;
  }
  .day:has(> input:focus-visible) > .shape {
    z-index: 1;
  }
  .day > input::-webkit-calendar-picker-indicator {
    display: none;
  }
  .remark > textarea {
    min-block-size: 74px;
  }
  .remark > .hint {
    min-block-size: 18px;
  }
  .remark > .hint .shape {
    vertical-align: -2px;
  }
  .sent-facts {
    display: grid;
    gap: 10px;
  }
  .sent-facts > div {
    display: grid;
    grid-template-columns: 180px minmax(0, 1fr);
    gap: 12px;
  }
  .sent-facts dt {
    color: var(--_text-muted);
  }
  .sent-facts dd {
    overflow-wrap: anywhere;
  }
  .sent-facts .said {
    white-space: pre-wrap;
  }

  .parcel-pane > footer {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 12px;
    min-block-size: 62px;
    padding: 8px 24px;
    border-block-start: 1px solid var(--_line);
  }
  footer > .about {
    flex: 1;
    min-inline-size: 0;
  }
  footer > .about > .why {
    display: block;
  }
  footer > button {
    flex: none;
    min-inline-size: 88px;
  }
  .unlock-reason {
    margin-block-start: 12px;
  }

  .dock {
    flex: none;
    display: grid;
    gap: 10px;
    padding: 12px 16px max(12px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_line);
  }
  .dock > .tab-row {
    gap: 8px;
    min-block-size: 44px;
    padding: 0;
    box-shadow: none;
    overflow: visible;
  }
  .dock .parcels {
    flex: 1;
    display: flex;
    gap: 8px;
    min-inline-size: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .dock .tab,
  .dock .tab:hover {
    flex: 1 0 auto;
    block-size: auto;
    min-block-size: 44px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: var(--_text-muted);
  }
  .dock .tab[aria-selected='true'] {
    border: 2px solid var(--_primary);
    color: var(--_text);
  }
  .dock .tab[aria-selected='true']::after {
    content: none;
  }
  .dock .tab .shape {
    color: inherit;
  }
  .dock .tab-row .add {
    min-block-size: 44px;
    border-color: var(--_line);
  }
  .dock > .acts {
    display: flex;
    gap: 10px;
  }
  .dock > .acts > button {
    flex: 1;
    min-block-size: 48px;
    font-size: var(--_section);
  }
  .dock > .acts > .scan-key {
    flex: none;
    inline-size: 60px;
  }
  .dock > .acts > .scan-key[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_selected);
  }
  .dock > .why {
    text-align: center;
  }

  @container parcel-packer (inline-size < 1100px) {
    .contents > .content {
      grid-template-columns: 32px minmax(0, 1fr) 40px 0 auto;
    }
    .contents.open > .content {
      grid-template-columns: 32px minmax(0, 1fr) 28px 112px 84px;
      column-gap: 8px;
    }
    .content > .mono {
      grid-area: 2 / 2;
      margin-block-start: -10px;
    }
    .content > .tile {
      grid-row: 1 / span 2;
    }
    .content:has(> .mono) > :is(.count, .take, .verify-line, .stage) {
      grid-row: 1 / span 2;
    }
  }
  @container parcel-packer (inline-size < 600px) {
    .panel > .strip {
      min-block-size: 64px;
      border-radius: 0;
      padding-inline: 16px;
    }
    .panel > .box {
      border-inline: 0;
      border-radius: 0;
    }
    .panel > :is(.ready, .field, .sent-facts) {
      padding-inline: 16px;
    }
    .panel > .ready {
      justify-content: space-between;
    }
    .day {
      min-inline-size: 0;
    }
    .panel > .box + .ready {
      margin-block-start: 0;
    }
    .panel > .remark {
      padding-block-end: 18px;
      border-block-end: 1px solid var(--_line);
    }
    .panel > .sent-facts {
      padding-block-end: 18px;
    }
    .sent-facts > div {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }
    .contents > .content,
    .contents.open > .content {
      grid-template-columns: 32px minmax(0, 1fr) 32px auto;
      column-gap: 12px;
    }
    .panel > .strip + .contents {
      margin-block-start: -17px;
    }
    .content > .take {
      grid-area: 3 / 2 / auto / span 2 !important;
      justify-content: flex-start;
      margin-inline-start: -12px;
    }
    .content > .take:empty {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .content .verify-line {
      min-inline-size: 44px;
    }
    .content .check {
      inline-size: 20px;
      block-size: 20px;
    }
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true']::after {
      background: Highlight;
    }
    .dock .tab[aria-selected='true'] {
      border-color: Highlight;
    }
  }
`;
