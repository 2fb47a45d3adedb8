import {css, type CSSResultGroup} from 'lit';
import {packingStyles} from './packing.styles.ts';
import {parcelStyles} from './parcel.styles.ts';

/** The frame of the pane and how it changes with its own width (container queries), never with the window's. */
const frameStyles = css`
  :host {
    container: parcel-packer / inline-size;
    block-size: min(86vh, 860px);
    min-block-size: 360px;
    overflow: clip;
  }
  .frame {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .head,
  .strips {
    flex: none;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 60px;
    padding-inline: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .head > h2 {
    flex: none;
    font-size: var(--_title);
    line-height: calc(24 / 18);
    margin-inline: 4px 6px;
  }
  .head > .customer {
    flex: 0 1 auto;
    margin-inline-start: 16px;
    min-inline-size: 60px;
  }
  .head > .end {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-inline-start: auto;
    min-inline-size: 0;
  }
  .head .note,
  .head .offline {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 360px;
  }
  .head .status > .detail {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .strips > .strip {
    border-block-end: 1px solid var(--_line);
  }
  .frame > .empty,
  .frame > .scroll > .empty {
    flex: 1;
    min-block-size: 240px;
  }
  .bars {
    display: grid;
    gap: 1px;
  }
  .bars > div {
    display: flex;
    align-items: center;
    gap: 24px;
    block-size: 63px;
    padding-inline: var(--_pad);
    border-block-end: 1px solid var(--_line);
  }
  .bars .bar:first-child {
    inline-size: 40px;
    block-size: 40px;
  }
  .bars .bar:last-child {
    inline-size: 220px;
  }

  .scroll {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .scroll > * {
    flex: none;
  }
  .scroll,
  .panel {
    scrollbar-width: thin;
    scrollbar-color: var(--_line-control) transparent;
  }
  .panes {
    flex: 1;
    min-block-size: 0;
    display: grid;
    grid-template-columns: 456px minmax(0, 1fr);
  }
  .items-pane,
  .parcel-pane {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .items-pane {
    border-inline-end: 1px solid var(--_line);
  }
  .panel {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    gap: 18px;
    padding: 16px 24px 24px;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .panel > * {
    flex: none;
  }

  @container parcel-packer (inline-size < 1100px) {
    .panes {
      grid-template-columns: 360px minmax(0, 1fr);
    }
    .head .note {
      display: none;
    }
  }
  @container parcel-packer (inline-size >= 1100px) {
    .narrow-only {
      display: none !important;
    }
  }
  /* One pane: items, then the parcel; tabs and the next act stay in sight while the list scrolls. */
  @container parcel-packer (inline-size < 860px) {
    .panes {
      display: flex;
      flex-direction: column;
      overflow: hidden auto;
    }
    .items-pane,
    .parcel-pane,
    .items-pane > .scroll {
      display: contents;
    }
    .panes > * > *,
    .items-pane > .scroll > * {
      flex: none;
    }
    .panel {
      overflow: visible;
    }
    .parcel-pane > .tab-row {
      position: sticky;
      z-index: 2;
      inset-block: 0 61px;
      background: var(--_surface);
      border-block-start: 1px solid var(--_line);
    }
    .parcel-pane > footer {
      position: sticky;
      z-index: 2;
      inset-block-end: 0;
      background: var(--_surface);
    }
    @media (pointer: coarse) {
      .parcel-pane > .tab-row {
        inset-block-end: 65px;
      }
      .parcel-pane > footer {
        min-block-size: 66px;
      }
    }
  }
  @container parcel-packer (inline-size < 600px) {
    .head {
      min-block-size: 64px;
      padding-inline: 8px;
    }
    .head > .names {
      flex: 1;
      min-inline-size: 0;
    }
    .head .first {
      display: flex;
      align-items: center;
      gap: 10px;
      min-inline-size: 0;
    }
    .head h2 {
      font-size: calc(var(--_font-size) * 20 / 14);
      line-height: calc(26 / 20);
    }
    .head .first .status {
      flex: 0 1 auto;
      font-size: var(--_small);
      overflow: hidden;
    }
    .head .first .status > span {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .head .first .status > .detail {
      flex: 0 999 auto;
    }
    .head .second {
      display: flex;
      min-inline-size: 0;
      white-space: nowrap;
    }
    .head .second > :last-child:not(:first-child) {
      flex: none;
      white-space: pre;
    }
    .head > .end {
      gap: 6px;
      flex: none;
    }
    .head .marks {
      display: grid;
      justify-items: end;
      gap: 2px;
    }
    .panel {
      flex: none;
      gap: 16px;
      padding: 0;
      overflow: visible;
    }
  }
`;

/** Layout of `<parcel-packer>`. */
export const parcelPackerStyles: CSSResultGroup = [packingStyles, parcelStyles, frameStyles];
