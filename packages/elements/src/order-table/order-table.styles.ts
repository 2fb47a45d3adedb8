import {css} from 'lit';

/** Layout of the list. Widths are asked of the element (container queries), never of the window. */
export const orderTableStyles = css`
  :host {
    container: order-table / inline-size;
    block-size: min(80vh, 760px);
    min-block-size: 280px;
    overflow: clip;
  }
  .frame {
    --_date: 104px;
    --_columns: 36px 52px 80px var(--_date) 192px minmax(0, 1fr) 114px 296px 116px;
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  /* 2026年11月22日 takes more room than 22 Nov 2026. */
  .frame:lang(zh) {
    --_date: 124px;
  }
  .tabs,
  .finder,
  .strips,
  footer {
    flex: none;
  }
  .tab {
    align-items: baseline;
    line-height: 40px;
  }
  .tab .shape,
  .capsule .shape {
    color: var(--_trouble);
  }

  .finder {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px var(--_pad);
  }
  .finder .input {
    flex: 1;
    min-block-size: 34px;
    padding-inline: 11px 6px;
    overflow: hidden;
  }
  .finder .input > .shape {
    color: var(--_text);
  }
  .finder .key {
    flex: none;
  }
  .finder .chips {
    display: flex;
    gap: 6px;
    max-inline-size: 60%;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .finder .input > button.icon {
    inline-size: 26px;
    min-block-size: 26px;
  }
  .query-problem {
    padding: 0 var(--_pad) 8px;
    color: var(--_trouble);
    font-size: var(--_small);
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }

  .panel {
    position: fixed;
    inset: auto;
    inline-size: min(360px, calc(100vw - 16px));
    margin: 0;
    padding: 16px;
    border: 0;
    border-radius: var(--_radius-raised);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    overflow: auto;
  }
  .panel > .field {
    margin-block-end: 14px;
  }
  .narrow-only {
    display: none;
  }
  fieldset {
    margin: 0 0 14px;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 6px;
  }
  .statuses {
    display: grid;
    grid-template-columns: 1fr 1fr;
    column-gap: 12px;
  }
  .statuses .choice {
    font-weight: 400;
    min-block-size: 30px;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  .pair .input {
    padding-inline: 9px;
  }
  .pair ::-webkit-calendar-picker-indicator {
    margin: 0;
    padding: 0;
  }
  .panel > .end {
    display: flex;
    justify-content: flex-end;
  }

  .area {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }
  .grid {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline: none;
    contain: strict;
    scrollbar-width: thin;
    scrollbar-color: var(--_line-control) transparent;
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    background: var(--_sunken);
    box-shadow:
      inset 0 1px var(--_line),
      inset 0 -1px var(--_line);
  }
  .head > [role='row'] {
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    block-size: 34px;
    padding-inline: var(--_pad);
    color: var(--_text-muted);
    font-size: var(--_tiny);
    font-weight: 500;
  }
  /* Over the middle of the icons. */
  .head .parcels {
    display: flex;
    justify-content: center;
    inline-size: 50px;
    margin-inline-start: -10px;
  }
  .head .total {
    display: flex;
    justify-content: flex-end;
  }
  .head .select {
    display: flex;
    align-items: center;
    align-self: stretch;
  }
  .head button:not(.check) {
    gap: 4px;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font-size: inherit;
    border-radius: 4px;
  }
  .head [aria-sort='ascending'] button,
  .head [aria-sort='descending'] button,
  .head button:hover {
    color: var(--_text);
  }
  .head [aria-sort='ascending'],
  .head [aria-sort='descending'] {
    font-weight: 600;
  }
  .head .shape {
    inline-size: 12px;
    block-size: 12px;
  }

  .rows {
    position: relative;
  }
  [hidden] {
    display: none !important;
  }
  .row,
  .probe {
    block-size: var(--_row);
  }
  .probe {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    padding-inline: var(--_pad);
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
    contain: strict;
    cursor: default;
    --_cut: var(--_surface);
  }
  .row[hidden] {
    display: none;
  }
  /* Colours of the row alone: an inherited one would have every cell looked at again. */
  .row:hover {
    background: var(--_hover);
  }
  .row.selected,
  .row.fresh {
    background: var(--_selected);
  }
  .row.fresh {
    transition: background-color 400ms;
  }
  .grid:focus-visible .row.cursor,
  .grid:focus-within .row.cursor {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  /* clip, not hidden: a cell that could be scrolled costs twice what one costs that cannot. */
  .cell {
    min-inline-size: 0;
    padding-inline-end: 14px;
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell.select {
    display: flex;
    align-items: center;
    align-self: stretch;
    padding: 0;
  }
  .cell.parcels {
    padding: 0;
  }
  /* What always fits, or is cut inside. */
  .cell:is(.select, .parcels, .date, .items, .total) {
    overflow: visible;
  }
  .row .check::before,
  .head .check[aria-checked='true']::before {
    content: '';
    inline-size: 9px;
    block-size: 5px;
    border: solid transparent;
    border-width: 0 0 1.75px 1.75px;
    translate: 0 -1px;
    rotate: -45deg;
  }
  .check[aria-checked='true'] {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .row .check[aria-checked='true']::before,
  .head .check[aria-checked='true']::before {
    border-color: var(--_surface);
  }
  .head .check[aria-checked='mixed']::before {
    content: '';
    inline-size: 8px;
    block-size: 1.75px;
    border-radius: 1px;
    background: var(--_accent);
  }
  .head .check {
    min-block-size: 16px;
    min-inline-size: 16px;
    padding: 0;
  }
  .open-parcels,
  .open-order {
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .open-parcels {
    display: block;
    box-sizing: border-box;
    inline-size: 30px;
    block-size: 30px;
    padding: 5px;
  }
  .open-parcels > .shape {
    display: block;
  }
  .open-parcels.quiet {
    color: var(--_text-muted);
  }
  .open-parcels.problem {
    color: var(--_trouble);
  }
  .open-parcels:hover {
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_line);
    --_cut: var(--_surface);
  }
  /* Over the corner of the icon, out of the flow. */
  .open-parcels > .badge {
    position: absolute;
    margin: -26px 0 0;
    margin-inline-start: 12px;
  }
  .open-order {
    font-weight: 600;
  }
  .row:hover .open-order {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .cell.date,
  .cell.items,
  .cell.channel {
    color: var(--_text-muted);
  }
  .cell.date {
    text-autospace: no-autospace;
  }
  .cell.customer > .second {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .cell.items {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
  .cell.items > .name {
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
  }
  .cell.items > .more {
    flex: none;
    font-size: var(--_tiny);
  }
  .cell.channel > .place {
    margin-inline-start: 8px;
  }
  .cell.status {
    display: block;
  }
  .cell.status > .shape {
    margin-inline-end: 8px;
    vertical-align: -2px;
  }
  .cell.status > .detail {
    margin-inline-start: 4px;
    color: var(--_text-muted);
  }
  .cell.status > .detail:empty {
    display: none;
  }
  .cell.status > .detail.trouble {
    color: var(--_trouble);
    font-weight: 500;
  }
  /* The mark is never cut: the detail gives way. */
  .cell.status.marked {
    display: flex;
    align-items: center;
    gap: 0;
  }
  .cell.status.marked > .detail {
    margin-inline-start: 8px;
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
  }
  .marked > .unsent {
    margin-inline-start: 12px;
  }
  .cell.total {
    padding: 0;
    text-align: end;
  }
  .cell.total > .sign {
    color: var(--_text-muted);
  }
  ::highlight(pl-match) {
    background: color-mix(in srgb, var(--_accent) 22%, transparent);
    text-decoration: underline 2px var(--_accent);
    text-underline-offset: 3px;
  }

  .over {
    position: absolute;
    inset: 34px 0 0;
    display: grid;
    align-content: center;
    overflow: auto;
    background: var(--_surface);
    z-index: 1;
  }
  .over.bars {
    align-content: start;
    overflow: hidden;
    pointer-events: none;
  }
  .bars > div {
    display: grid;
    grid-template-columns: 88px 150px minmax(0, 202px) 1fr 90px;
    align-items: center;
    gap: 24px;
    block-size: var(--_row);
    padding-inline: var(--_pad);
    border-block-end: 1px solid var(--_line);
  }
  .bars .bar:last-child {
    grid-column: -2;
  }
  .pill {
    position: absolute;
    inset-block-start: 20px;
    inset-inline: 0;
    z-index: 3;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .pill > button {
    min-block-size: 30px;
    border: 0;
    border-radius: 15px;
    background: var(--_raised);
    box-shadow: var(--_shadow);
    color: var(--_accent);
    font-weight: 600;
    pointer-events: auto;
  }
  .command {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 16px;
    z-index: 3;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .command > div {
    display: flex;
    align-items: center;
    gap: 12px;
    max-inline-size: 100%;
    min-block-size: 52px;
    padding-inline: 18px 8px;
    border-radius: 14px;
    pointer-events: auto;
    white-space: nowrap;
  }
  .with-bar > .grid {
    padding-block-end: 72px;
  }

  footer {
    display: flex;
    align-items: center;
    gap: 16px;
    block-size: 36px;
    padding-inline: var(--_pad);
    border-block-start: 1px solid var(--_line);
    color: var(--_text-muted);
    font-size: var(--_small);
    white-space: nowrap;
  }
  footer .hints {
    display: flex;
    gap: 14px;
    margin-inline-start: auto;
  }
  footer .hints > span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .phone-only {
    display: none;
  }
  @media (pointer: coarse) {
    footer .hints,
    .finder .key {
      display: none;
    }
  }
  /* A finger opens the calendar by the field itself. */
  @media (pointer: coarse) {
    .pair ::-webkit-calendar-picker-indicator {
      display: none;
    }
  }
  @media (max-height: 480px) {
    .head {
      position: static;
    }
  }

  @container order-table (inline-size < 1100px) {
    .row,
    .head > [role='row'] {
      grid-template-columns: 36px 52px 84px var(--_date) minmax(140px, 1fr) 44px 280px 116px;
    }
    .cell.items,
    .head .items {
      display: none;
    }
    .cell.channel > .place,
    .head .channel > * {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    footer .hints > :nth-child(n + 4) {
      display: none;
    }
  }
  @container order-table (inline-size < 860px) {
    .row {
      grid-template: 'select delivery customer customer status total' 1fr 'select delivery number date status total' 1fr / 36px 52px auto minmax(60px, 1fr) minmax(0, 280px) 116px;
      padding-block: 6px;
      line-height: calc(18 / 14);
    }
    .row,
    .probe {
      block-size: max(52px, var(--_row));
    }
    .row > .select {
      grid-area: select;
    }
    .row > .parcels {
      grid-area: delivery;
    }
    .row > .customer {
      grid-area: customer;
      align-self: end;
    }
    .row > .number,
    .row > .date {
      grid-area: number;
      align-self: start;
      font-size: var(--_small);
    }
    .row > .date {
      grid-area: date;
    }
    .open-order {
      font-weight: 400;
      color: var(--_text-muted);
    }
    .row > .status {
      grid-area: status;
    }
    .row > .total {
      grid-area: total;
    }
    .cell.channel {
      display: none;
    }
    .head > [role='row'] {
      grid-template-columns: 36px 52px 0 0 minmax(120px, 1fr) 0 minmax(0, 280px) 116px;
    }
    .head .number,
    .head .date,
    .head .channel {
      overflow: hidden;
      visibility: hidden;
    }
    footer .hints {
      display: none;
    }
    .narrow-only {
      display: grid;
    }
  }
  @container order-table (inline-size < 600px) {
    .finder {
      padding: 8px 16px 10px;
    }
    .finder .input {
      min-block-size: 44px;
    }
    .finder > button,
    .finder > .key,
    .finder .key {
      display: none;
    }
    .finder > .filter-button {
      display: inline-flex;
      inline-size: 44px;
      padding: 0;
      min-block-size: 44px;
    }
    .filter-button > span {
      display: none;
    }
    .tabs {
      block-size: auto;
      gap: 8px;
      padding: 4px 16px 2px;
      scroll-padding-inline: 16px;
      box-shadow: none;
    }
    .tab,
    .tab:hover {
      line-height: 34px;
      block-size: 36px;
      min-block-size: 36px;
      padding: 0 14px;
      border: 1px solid var(--_line);
      border-radius: 18px;
      color: var(--_text);
      font-weight: 500;
    }
    .tab[aria-selected='true'] {
      border-color: var(--_primary);
      background: var(--_primary);
      color: var(--_on-primary);
    }
    .tab[aria-selected='true']::after {
      display: none;
    }
    .phone-only.head-line {
      display: flex;
      gap: 16px;
      align-items: center;
      block-size: 36px;
      padding-inline: 16px;
      background: var(--_sunken);
      box-shadow:
        inset 0 1px var(--_line),
        inset 0 -1px var(--_line);
      color: var(--_text-muted);
      font-size: var(--_small);
    }
    .head-line > :first-child {
      flex: 1;
    }
    .head > [role='row'] {
      display: grid;
      grid-template-columns: 1fr;
      block-size: 0;
      overflow: hidden;
      padding: 0;
    }
    .head {
      position: static;
      box-shadow: none;
    }
    .over {
      inset-block-start: 0;
    }
    .row,
    .probe {
      block-size: 92px;
    }
    .row {
      grid-template: 'delivery customer customer customer total' 24px 'delivery number date items items' 20px 'delivery status status status status' 24px / 44px auto auto minmax(0, 1fr) auto;
      align-content: center;
      row-gap: 2px;
      padding: 0 16px;
    }
    .row > .select {
      display: none;
    }
    .selecting .row > .select {
      display: flex;
      grid-area: delivery;
    }
    .selecting .row > .parcels {
      display: none;
    }
    .row > .parcels {
      grid-area: delivery;
      align-self: center;
    }
    .open-parcels {
      inline-size: 44px;
      block-size: 44px;
      padding: 12px;
      margin-inline-start: -12px;
    }
    .open-parcels > .badge {
      margin-block-start: -28px;
    }
    .row > .customer {
      grid-area: customer;
      font-size: calc(var(--_font-size) * 15 / 14);
      font-weight: 600;
    }
    .row > .number {
      grid-area: number;
      padding: 0;
    }
    .row > .date {
      grid-area: date;
      margin: 0;
      padding: 0;
    }
    .row > .date::before,
    .row > .items::before {
      content: '·';
      margin-inline: 6px;
    }
    .row > .items {
      display: flex;
      grid-area: items;
      gap: 4px;
      font-size: var(--_small);
      padding: 0;
    }
    .row > .items::before {
      margin-inline: 6px 2px;
    }
    .row > .total {
      grid-area: total;
    }
    .row > .status {
      grid-area: status;
    }
    .row > .total {
      font-weight: 500;
    }
    footer {
      display: none;
    }
    .command > div {
      inline-size: 100%;
      box-sizing: border-box;
    }
    .command b {
      flex: 1;
    }
    .command > div > .hint {
      display: none;
    }
  }
  @container order-table (inline-size < 340px) {
    .row {
      grid-template: 'delivery customer' 22px 'delivery total' 20px 'delivery items' 0 'delivery status' 24px / 44px minmax(0, 1fr);
      row-gap: 1px;
    }
    .row > .total {
      text-align: start;
    }
    .row > .number,
    .row > .date,
    .row > .items {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .row.selected {
      outline: 2px dashed Highlight;
      outline-offset: -2px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .row.fresh {
      transition: none;
    }
  }
`;
