import {css} from 'lit';

/** The items side: where it goes, how far it is, every item, and the scanner's field. */
export const packingStyles = css`
  .shipping {
    display: grid;
    gap: 2px;
    padding: 18px var(--_pad);
    border-block-end: 1px solid var(--_line);
    color: var(--_text-muted);
  }
  .shipping > h3 {
    color: var(--_text);
    margin-block-end: 4px;
  }
  .shipping > p {
    overflow-wrap: anywhere;
  }
  .shipping .phone {
    white-space: nowrap;
  }
  .shipping > .note {
    display: flex;
    gap: 8px;
    margin-block-start: 6px;
    color: var(--_text);
  }
  .shipping > .note > .shape {
    margin-block-start: 2px;
    color: var(--_text-muted);
  }

  .progress {
    display: grid;
    gap: 10px;
    padding: 16px var(--_pad) 14px;
    border-block-end: 1px solid var(--_line);
  }
  .progress > p {
    font-size: var(--_section);
    line-height: calc(20 / 15);
  }
  .meter {
    display: flex;
    gap: 3px;
  }
  .meter > .group {
    display: flex;
    gap: 3px;
    min-inline-size: 0;
    flex-basis: 0;
  }
  .meter > .group + .group {
    margin-inline-start: 5px;
  }
  .cell {
    display: inline-grid;
    place-items: center;
    flex: 1 1 0;
    min-inline-size: 0;
    block-size: 14px;
    border: 1px solid var(--_line-control);
    border-radius: 4px;
    background: var(--_surface);
    color: var(--_surface);
    overflow: clip;
  }
  .cell .shape {
    stroke-width: 2.6;
  }
  .cell.verified,
  .cell.sent {
    border-color: var(--_done);
    background: var(--_done);
  }
  .cell.packing {
    border-color: var(--_moving);
    background: repeating-linear-gradient(-45deg, var(--_moving) 0 2.5px, var(--_moving-tint) 2.5px 5px);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
    color: var(--_text-muted);
    font-size: var(--_small);
    line-height: calc(18 / 13);
  }
  .legend > li {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .legend .cell {
    flex: none;
    inline-size: 14px;
  }

  .items {
    display: block;
  }
  .item {
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 63px;
    padding: 10px var(--_pad);
    border-block-end: 1px solid var(--_line);
    /* A thousand rows: only those in sight are laid out. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 63px;
  }
  .item > .what {
    flex: 1;
    min-inline-size: 0;
  }
  .item .mono,
  .content .mono {
    unicode-bidi: isolate;
  }
  .item .name,
  .content .name {
    display: block;
    overflow-wrap: anywhere;
    font-weight: 500;
  }
  .item .where {
    display: block;
    color: var(--_text-muted);
    font-size: var(--_small);
    line-height: calc(18 / 13);
  }
  .item .where b {
    color: var(--_text);
    font-weight: 600;
  }
  .item.off .name {
    color: var(--_text-muted);
  }
  .item .packing {
    flex: none;
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .item .pack {
    min-inline-size: 104px;
  }
  .stage {
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_text-muted);
    font-size: var(--_small);
    white-space: nowrap;
  }
  .tile {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: calc(var(--_radius) * 0.75);
    color: #ffffff;
    font-size: calc(var(--_font-size) * 16 / 14);
    line-height: 1;
    user-select: none;
  }
  .tile.t0 {
    background: #5a7350;
  }
  .tile.t1 {
    background: #876a2b;
  }
  .tile.t2 {
    background: #6f6a5e;
  }
  .tile.t3 {
    background: #40595d;
  }
  .tile.t4 {
    background: #805a45;
  }
  .tile.t5 {
    background: #5c5f7a;
  }

  .stepper {
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .stepper > button.icon {
    inline-size: 30px;
    min-block-size: calc(var(--_control) - 2px);
    border-radius: calc(var(--_radius) - 1px);
  }
  .stepper > output {
    min-inline-size: 22px;
    text-align: center;
    font-weight: 600;
  }
  /* With a mouse it stands over the end of the name while the row is pointed at, so that nothing moves. */
  @media (pointer: fine) {
    @container parcel-packer (inline-size >= 600px) {
      .item .stepper {
        position: absolute;
        inset-inline-end: calc(100% + 8px);
        opacity: 0;
        box-shadow: 0 0 0 8px var(--_surface);
        pointer-events: none;
      }
      .item:hover .stepper,
      .item:focus-within .stepper {
        opacity: 1;
        pointer-events: auto;
      }
    }
  }

  .scan {
    flex: none;
    display: grid;
    gap: 6px;
    padding: 14px var(--_pad);
    border-block-start: 1px solid var(--_line);
  }
  .scan-input {
    min-block-size: max(40px, var(--_control));
  }
  .scan-input > .shape {
    color: var(--_text);
  }
  .scan .hint .shape {
    vertical-align: -2px;
  }
  .hint-line {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }
  .hint-line > .keys {
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  @media (pointer: coarse) {
    .hint-line > .keys {
      display: none;
    }
  }
  .band {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 72px;
    padding: 10px 16px;
    background: var(--_sunken);
    --_cut: var(--_sunken);
  }
  .band .signal {
    font-size: calc(var(--_font-size) * 17 / 14);
    line-height: calc(24 / 17);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .band > .what {
    flex: 1;
    min-inline-size: 0;
  }
  .band.right {
    background: var(--_done-tint);
    --_cut: var(--_done-tint);
  }
  .band.wrong {
    background: var(--_trouble-tint);
    --_cut: var(--_trouble-tint);
    box-shadow: inset 0 4px var(--_trouble);
  }

  @container parcel-packer (inline-size < 600px) {
    .shipping {
      border-block-end: 0;
    }
    .progress {
      padding-block: 14px;
    }
    .item {
      flex-wrap: wrap;
      gap: 8px 12px;
      min-block-size: 79px;
      padding: 12px 16px;
      contain-intrinsic-block-size: auto 79px;
    }
    .item .tile {
      inline-size: 48px;
      block-size: 48px;
      font-size: calc(var(--_font-size) * 19 / 14);
    }
    .item .name {
      font-size: var(--_section);
      font-weight: 600;
    }
    .item.complete .name {
      color: var(--_text-muted);
    }
    .item .where > .mono {
      display: inline-block;
      margin-inline-end: 10px;
    }
    .item .tally {
      flex: none;
      color: var(--_text-muted);
    }
    .item .tally > b {
      color: var(--_text);
      font-size: calc(var(--_font-size) * 20 / 14);
      font-weight: 600;
    }
    .item .packing {
      flex: 1 0 100%;
      justify-content: flex-end;
      padding-inline-start: 60px;
    }
    .item .packing > .with-reason,
    .item .pack {
      flex: 1;
    }
  }
  @media (pointer: coarse) {
    .stepper > button.icon {
      inline-size: 44px;
    }
    .item {
      flex-wrap: wrap;
      min-block-size: 72px;
    }
    .item > .what {
      flex-basis: 170px;
    }
    .item .packing {
      margin-inline-start: auto;
    }
  }
  @media (forced-colors: active) {
    .cell,
    .tile {
      forced-color-adjust: none;
    }
    .cell {
      border-color: CanvasText;
      background: Canvas;
      color: Canvas;
    }
    .cell.verified,
    .cell.sent {
      background: Highlight;
      color: HighlightText;
    }
    .cell.packing {
      background: repeating-linear-gradient(-45deg, CanvasText 0 2.5px, Canvas 2.5px 5px);
    }
    .tile[class] {
      border: 1px solid CanvasText;
      background: Canvas;
      color: CanvasText;
    }
    .band {
      border: 1px solid CanvasText;
    }
  }
`;
