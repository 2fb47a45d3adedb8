import {css} from 'lit';

/** Layout of the review: queue, stage and side; by the width of the element. */
export const receiptReviewStyles = css`
  :host {
    container: receipt-review / inline-size;
    block-size: min(90vh, 860px);
    min-block-size: 420px;
    overflow: clip;
  }
  .review {
    display: grid;
    grid-template: 'head head' auto 'queue queue' auto 'stage side' minmax(0, 1fr) 'keys keys' auto / minmax(0, 1fr) 424px;
    block-size: 100%;
  }
  .head {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 60px;
    padding-inline: 12px var(--_pad);
  }
  .work {
    display: contents;
  }
  .names {
    display: flex;
    align-items: baseline;
    gap: 12px;
    white-space: nowrap;
  }
  .head > .end,
  .mails {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .head > .end {
    gap: 12px;
    margin-inline-start: auto;
  }
  .mails {
    color: var(--_text-muted);
    font-size: var(--_small);
    white-space: nowrap;
  }
  .queue-line {
    grid-area: queue;
    display: flex;
    align-items: center;
    min-inline-size: 0;
    border-block-end: 1px solid var(--_line);
  }
  .queue-line > .more {
    flex: none;
    padding: 0 var(--_pad) 14px 6px;
  }
  .queue-line > .more:empty {
    display: none;
  }
  .queue {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    gap: 8px;
    padding: 2px var(--_pad) 14px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .queue > li {
    flex: none;
  }
  .queue button {
    display: grid;
    grid-template: 'thumb number' auto 'thumb amount' auto / 32px auto;
    align-content: center;
    justify-items: start;
    gap: 0 10px;
    block-size: 56px;
    min-inline-size: 116px;
    padding: 4px 10px 4px 6px;
    border-color: var(--_line);
    border-radius: var(--_radius-raised);
    font-weight: 400;
    font-size: var(--_small);
    line-height: calc(18 / 13);
    color: var(--_text-muted);
  }
  .queue button[aria-current='true'] {
    border-color: var(--_primary);
    box-shadow: inset 0 0 0 1px var(--_primary);
    color: var(--_text);
    font-weight: 600;
  }
  .queue .thumb {
    grid-area: thumb;
    inline-size: 32px;
    block-size: 44px;
    border-radius: 4px;
    background: var(--_chip);
  }
  .queue .result {
    position: absolute;
    inset-block-start: -6px;
    inset-inline-end: -6px;
  }
  .queue button {
    position: relative;
  }
  .stage {
    grid-area: stage;
    position: relative;
    min-block-size: 0;
    background: var(--_stage);
    overflow: hidden;
  }
  .stage > canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    cursor: grab;
  }
  .stage > canvas:active {
    cursor: grabbing;
  }
  .stage > .message {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 20px;
    text-align: center;
    color: var(--_text-muted);
  }
  .tools {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 0;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .tools > div {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 4px;
    pointer-events: auto;
  }
  .tools .percent {
    min-inline-size: 56px;
    text-align: center;
  }
  .tools button.quiet {
    gap: 6px;
  }
  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
  }
  .side > .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    padding: 20px var(--_pad);
    display: grid;
    align-content: start;
    gap: 16px;
  }
  .side .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .facts {
    display: grid;
    gap: 4px;
  }
  .facts > div {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    gap: 8px;
  }
  .facts dt {
    color: var(--_text-muted);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .facts .status {
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .amounts > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 46px;
    padding-inline: 16px 14px;
    border-block-end: 1px solid var(--_line);
  }
  .amounts > div:last-child {
    border: 0;
  }
  .amounts .money,
  .amounts input {
    font-size: calc(var(--_font-size) * 16 / 14);
    font-weight: 600;
  }
  .amounts .input {
    inline-size: 172px;
    min-block-size: 36px;
    margin-inline-end: -6px;
  }
  .amounts .input > input {
    text-align: end;
  }
  .amounts .difference {
    gap: 8px;
    justify-content: flex-start;
  }
  .amounts .difference > .money {
    margin-inline-start: auto;
  }
  .amounts .difference.done {
    background: var(--_done-tint);
    --_cut: var(--_done-tint);
    color: var(--_done);
  }
  .amounts .difference.attention {
    background: var(--_attention-tint);
    color: var(--_attention);
  }
  .lines {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 6px 24px;
  }
  .lines > .amount {
    text-align: end;
  }
  .lines > .name {
    overflow-wrap: anywhere;
  }
  .side > .foot {
    flex: none;
    display: grid;
    gap: 10px;
    padding: 14px var(--_pad) 18px;
    border-block-start: 1px solid var(--_line);
  }
  .acts {
    display: flex;
    gap: 10px;
  }
  .acts button {
    min-block-size: 40px;
  }
  .acts > .with-reason:first-child > button {
    inline-size: 116px;
  }
  .acts > .with-reason:last-child {
    flex: 1;
  }
  .acts > .with-reason:last-child > button {
    inline-size: 100%;
  }
  .history li {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-block-size: 28px;
    color: var(--_text-muted);
  }
  .history li > .shape {
    align-self: start;
    margin-block-start: 3px;
  }
  .history li > span {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .history q {
    display: block;
    quotes: none;
    color: var(--_text);
    white-space: pre-line;
  }
  .keys {
    grid-area: keys;
    display: flex;
    align-items: center;
    gap: 14px;
    block-size: 36px;
    padding-inline: var(--_pad);
    border-block-start: 1px solid var(--_line);
    color: var(--_text-muted);
    font-size: var(--_small);
    white-space: nowrap;
    overflow: hidden;
  }
  .keys > span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .keys > .ready {
    margin-inline-start: auto;
  }
  .nothing {
    grid-row: 2 / -1;
    grid-column: 1 / -1;
    display: grid;
    align-content: center;
  }
  .choices {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  @media (pointer: coarse) {
    .keys {
      display: none;
    }
  }
  @container receipt-review (inline-size < 1100px) {
    .review {
      grid-template-columns: minmax(0, 1fr) 360px;
    }
  }
  @container receipt-review (inline-size < 860px) {
    .review {
      grid-template: 'head' auto 'queue' auto 'stage' 50% 'side' minmax(0, 1fr) / minmax(0, 1fr);
      grid-template-rows: auto auto minmax(180px, 42%) minmax(0, 1fr);
    }
    .side {
      border: 0;
      border-block-start: 1px solid var(--_line);
    }
    .keys,
    .mails {
      display: none;
    }
    /* What is compared stands side by side. */
    .side > .scroll {
      grid-template-columns: 1fr 1fr;
      gap: 14px 28px;
    }
    .side > .scroll > :is(.top, .strip) {
      grid-column: 1 / -1;
    }
    .side > .scroll > .amounts {
      grid-column: 2;
      grid-row: span 4;
      align-self: start;
    }
    .side > .foot {
      grid-template-columns: 1fr 1fr;
      align-items: end;
      gap: 28px;
    }
  }
  @container receipt-review (inline-size < 600px) {
    .head {
      min-block-size: 56px;
      padding-inline: 4px 8px;
      gap: 4px;
      border-block-end: 1px solid var(--_line);
    }
    .head > .end {
      gap: 0;
    }
    .names {
      display: grid;
      gap: 0;
      min-inline-size: 0;
    }
    .names > * {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    /* Not over the buttons that are pressed thirty times in a row. */
    .toasts {
      inset-block: 120px auto;
    }
    .names > .title {
      font-size: calc(var(--_font-size) * 16 / 14);
      line-height: calc(20 / 16);
    }
    .position {
      font-size: var(--_small);
      line-height: calc(18 / 13);
    }
    .review {
      grid-template: 'head' auto 'work' minmax(0, 1fr) / minmax(0, 1fr);
    }
    .queue-line {
      display: none;
    }
    /* One scroll with the picture in full width; amounts and acts stay at the thumb. */
    .work {
      grid-area: work;
      display: block;
      overflow: auto;
    }
    .stage {
      block-size: max(240px, 58cqi + 100px);
    }
    .tools {
      inset-inline: auto 12px;
      inset-block-end: 12px;
    }
    .tools .zoom,
    .tools span {
      display: none;
    }
    .side,
    .side > .scroll {
      display: contents;
    }
    .side > .scroll > * {
      margin: 14px 16px;
    }
    .side > .scroll > .strip {
      margin-inline: 0;
    }
    .side > .foot {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      grid-template-columns: 1fr;
      gap: 8px;
      padding: 6px 16px 12px;
      background: var(--_surface);
    }
    .amounts {
      border: 0;
      border-radius: 0;
      overflow: visible;
    }
    .amounts > div {
      min-block-size: 36px;
      padding-inline: 0;
      border: 0;
    }
    .amounts > .difference {
      min-block-size: 32px;
      margin-inline: -16px;
      padding-inline: 16px;
    }
    .amounts .input {
      margin-inline-end: 0;
      min-block-size: 40px;
    }
    .acts button {
      min-block-size: 48px;
    }
  }
`;
