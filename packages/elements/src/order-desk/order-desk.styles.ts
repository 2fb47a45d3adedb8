import {css} from 'lit';

/** Layout of the desk: one head, one pane. */
export const orderDeskStyles = css`
  :host {
    container: order-desk / inline-size;
    position: relative;
    block-size: 100%;
    min-block-size: 480px;
    overflow: clip;
  }
  /* Fills the element also where its height comes from the least one alone. */
  .desk {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
  }
  .desk > header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 60px;
    padding-inline: var(--_pad);
  }
  .desk > header > h1 {
    font-size: calc(var(--_font-size) * 20 / 14);
    line-height: calc(28 / 20);
  }
  .desk > header > .shop {
    color: var(--_text-muted);
    min-inline-size: 0;
  }
  .end,
  .sync-line {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .end {
    margin-inline-start: auto;
  }
  .sync {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--_text-muted);
    white-space: nowrap;
  }
  .sync > .dot {
    color: var(--_done);
  }
  .pane {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .pane[hidden] {
    display: none;
  }
  .pane > order-table,
  .pane > receipt-review,
  .pane > parcel-packer {
    flex: 1;
    min-block-size: 0;
    block-size: auto;
  }
  .pane-head {
    flex: none;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 60px;
    padding-inline: 12px var(--_pad);
    border-block-end: 1px solid var(--_line);
  }
  .pane-head > .customer {
    flex: 0 1 auto;
    margin-inline-start: 12px;
  }
  .act > .shape {
    margin-inline-end: -4px;
  }
  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
  }
  .pane > footer {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    min-block-size: 62px;
    padding-inline: var(--_pad);
    border-block-start: 1px solid var(--_line);
  }
  .pane > footer > .menu-end {
    margin-inline-end: auto;
  }
  .order-pane {
    display: grid;
    gap: 18px;
    max-inline-size: 860px;
    margin-inline: auto;
    padding: 20px var(--_pad) 28px;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: 6px 24px;
  }
  .facts > div {
    display: grid;
    grid-template-columns: 116px minmax(0, 1fr);
    gap: 8px;
    min-block-size: 24px;
  }
  .facts dt {
    color: var(--_text-muted);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .line {
    display: block;
  }
  .lines th:first-child,
  .lines td:first-child {
    padding-inline-start: 0;
  }
  .lines th:last-child,
  .lines td:last-child {
    padding-inline-end: 0;
  }
  .lines th {
    background: none;
  }
  .lines td {
    block-size: 40px;
    padding-block: 6px;
  }
  .lines .line-name {
    display: block;
    overflow-wrap: anywhere;
  }
  .lines tfoot td {
    block-size: 32px;
    border: 0;
  }
  .lines tfoot .sum td {
    font-weight: 600;
    font-size: var(--_section);
    border-block-start: 1px solid var(--_line);
  }
  .parcels {
    display: grid;
    gap: 8px;
  }
  .parcels > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .outbox {
    display: grid;
    gap: 4px;
  }
  .outbox > li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 48px;
  }
  .outbox > li > div {
    flex: 1;
    min-inline-size: 0;
  }
  .missing ul {
    margin-block-start: 2px;
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  @container order-desk (inline-size < 600px) {
    /* Beside a title and buttons there is room for the sign only. */
    .pane .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .desk > header {
      min-block-size: 56px;
      padding-inline: 16px;
    }
    .desk > header > .shop,
    .pane-head > .customer,
    /* The list says itself that it is live; a pane has no room for what goes without saying. */
    .sync.live,
    /* The packer has its own marks there. */
    parcel-packer > .sync-line {
      display: none;
    }
    .wide {
      display: none;
    }
    .pane > footer {
      min-block-size: 72px;
    }
    .pane > footer > button,
    .pane > footer > .with-reason {
      flex: 1;
    }
    .pane > footer > .with-reason > button {
      inline-size: 100%;
    }
    .pane-head {
      min-block-size: 56px;
      padding-inline-start: 4px;
    }
    .facts > div {
      grid-template-columns: 104px minmax(0, 1fr);
    }
  }
`;
