import {css} from 'lit';

/** Layout of the customer's page: one narrow column that reads well on a phone. */
export const orderStatusStyles = css`
  :host {
    background: none;
    max-inline-size: 560px;
    margin-inline: auto;
  }
  main {
    display: grid;
    gap: 16px;
  }
  .top {
    display: grid;
    gap: 4px;
  }
  .lead {
    color: var(--_text-muted);
  }
  .page {
    text-wrap: balance;
  }
  .box > header,
  .rows > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 48px;
    padding: 6px 16px;
    box-sizing: border-box;
  }
  .account {
    display: grid;
    text-align: end;
    flex: none;
  }
  .account small {
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  .rows a {
    padding: 8px 0;
  }
  .box > header {
    border-block-end: 1px solid var(--_line);
    font-weight: 600;
  }
  .box > header .status {
    font-weight: 400;
  }
  .rows > div + div {
    border-block-start: 1px solid var(--_line);
  }
  .rows .money {
    font-size: calc(var(--_font-size) * 16 / 14);
    font-weight: 600;
  }
  .steps {
    padding: 16px;
    display: grid;
  }
  .steps > li {
    position: relative;
    display: grid;
    grid-template-columns: 18px 1fr;
    gap: 12px;
    padding-block-end: 16px;
  }
  .steps > li:last-child {
    padding-block-end: 0;
  }
  .steps > li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 20px 2px;
    inset-inline-start: 8px;
    inline-size: 2px;
    background: var(--_line);
  }
  .steps > li.done:not(:last-child)::before {
    background: var(--_done);
  }
  .steps .shape {
    margin-block-start: 1px;
  }
  .steps small {
    display: block;
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  .steps li:not(.done) b {
    font-weight: 400;
    color: var(--_text-muted);
  }
  .tracking {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 10px 16px;
    border-block-start: 1px solid var(--_line);
  }
  .tracking > div > span {
    display: block;
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  .tracking b {
    font: 500 var(--_font-size) / 1.4 var(--_font-mono);
    overflow-wrap: anywhere;
  }
  .words {
    display: flex;
    gap: 10px;
    padding: 12px 16px;
    background: var(--_sunken);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .words.attention {
    display: block;
    padding: 14px 16px;
    border-radius: var(--_radius-raised);
    background: var(--_attention-tint);
  }
  .words.attention small {
    display: block;
    margin-block-end: 4px;
    color: var(--_text-muted);
    font-size: var(--_small);
  }
  .items > li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 52px;
    padding: 6px 16px;
  }
  .items > li + li {
    border-block-start: 1px solid var(--_line);
  }
  .items img,
  .items .tile {
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 8px;
    background: var(--_chip);
    object-fit: cover;
  }
  .items .name {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .sums {
    display: grid;
    gap: 6px;
    padding: 0 16px;
  }
  .sums > div {
    display: flex;
    justify-content: space-between;
    color: var(--_text-muted);
  }
  .sums > div:last-child {
    color: var(--_text);
    font-weight: 600;
  }
  .drop {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 20px 16px;
    border: 1px dashed var(--_line-control);
    border-radius: var(--_radius-raised);
    text-align: center;
    cursor: pointer;
  }
  .drop:hover,
  .drop.over {
    background: var(--_hover);
  }
  .drop:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .drop img {
    max-inline-size: 100%;
    max-block-size: 220px;
    border-radius: 8px;
    box-shadow: 0 0 0 1px var(--_line);
  }
  .drop b {
    font-size: calc(var(--_font-size) * 16 / 14);
    overflow-wrap: anywhere;
  }
  .drop input {
    position: absolute;
    opacity: 0;
    inline-size: 1px;
    block-size: 1px;
  }
  .upload > button {
    inline-size: 100%;
    min-block-size: 48px;
    margin-block-start: 12px;
  }
  .foot {
    color: var(--_text-muted);
    font-size: var(--_small);
    text-align: center;
  }
  .note {
    padding: 10px 16px;
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .note.trouble {
    background: var(--_trouble-tint);
  }
  .note.done {
    background: var(--_done-tint);
  }
`;
