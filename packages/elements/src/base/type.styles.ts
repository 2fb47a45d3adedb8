import {css} from 'lit';

/** Text of every widget: base font, the roles of the type scale as classes, focus ring, and what only readers hear. */
export const typeStyles = css`
  :host {
    --_tiny: calc(var(--_font-size) * 12 / 14);
    --_small: calc(var(--_font-size) * 13 / 14);
    --_section: calc(var(--_font-size) * 15 / 14);
    --_title: calc(var(--_font-size) * 18 / 14);
    --_page: calc(var(--_font-size) * 24 / 14);
    --_display: calc(var(--_font-size) * 2);
    box-sizing: border-box;
    display: block;
    color: var(--_text);
    background: var(--_surface);
    font: 400 var(--_font-size) / calc(20 / 14) var(--_font);
    font-variant-numeric: tabular-nums;
    text-autospace: normal;
    text-align: start;
    -webkit-font-smoothing: antialiased;
    -moz-osx-font-smoothing: grayscale;
  }
  :host([hidden]) {
    display: none;
  }
  :lang(zh-Hans) {
    font-family: var(
      --pl-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'PingFang SC',
      'Microsoft YaHei UI',
      'Noto Sans SC',
      'PingFang HK',
      'PingFang TC',
      'Microsoft JhengHei UI',
      'Noto Sans HK',
      'Noto Sans CJK SC',
      sans-serif
    );
  }
  /* Said outright: inherit here makes Chromium work out the style of every element anew at every change. */
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1,
  h2,
  h3 {
    font-size: inherit;
    font-weight: 600;
  }
  .display {
    font-size: var(--_display);
    line-height: calc(36 / 28);
    font-weight: 600;
  }
  .page {
    font-size: var(--_page);
    line-height: calc(32 / 24);
    font-weight: 600;
  }
  .page:lang(en) {
    letter-spacing: -0.015em;
  }
  .title {
    font-size: var(--_title);
    line-height: calc(24 / 18);
    font-weight: 600;
  }
  .section {
    font-size: var(--_section);
    line-height: calc(20 / 15);
    font-weight: 600;
  }
  .small {
    font-size: var(--_small);
    line-height: calc(18 / 13);
  }
  .tiny {
    font-size: var(--_tiny);
    line-height: calc(16 / 12);
  }
  p:lang(zh) {
    line-height: calc(22 / 14);
  }
  .strong {
    font-weight: 600;
  }
  .muted {
    color: var(--_text-muted);
  }
  .mono {
    font-family: var(--_font-mono);
    font-size: var(--_small);
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tone-attention {
    color: var(--_attention);
  }
  .tone-trouble {
    color: var(--_trouble);
  }
  .tone-moving {
    color: var(--_moving);
  }
  .tone-done {
    color: var(--_done);
  }
  .tone-quiet {
    color: var(--_quiet);
  }
  a,
  .link {
    color: var(--_accent);
    text-decoration: none;
    font-weight: 500;
  }
  a:hover,
  .link:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  /* Heard, not seen. */
  .reader {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline: 3px solid Highlight;
    }
  }
`;
