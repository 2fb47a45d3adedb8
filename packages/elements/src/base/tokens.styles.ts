import {css} from 'lit';

/**
 * The themable properties, read once with their defaults into private `--_*` names. They are read and not set, so a
 * host's `--pl-*` on `:root` or on any element above reaches every widget. Use only the `--_*` names inside.
 *
 * Colours are written `light-dark()` and follow the page's `color-scheme`.
 */
export const tokenStyles = css`
  :host {
    --_font: var(
      --pl-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'PingFang HK',
      'PingFang TC',
      'Microsoft JhengHei UI',
      'Noto Sans HK',
      'Noto Sans CJK HK',
      sans-serif
    );
    --_font-mono: var(--pl-font-mono, ui-monospace, 'SF Mono', Menlo, Consolas, monospace);
    --_font-size: var(--pl-font-size, 14px);

    --_text: var(--pl-text, light-dark(#1a1b19, #ecede9));
    --_text-muted: var(--pl-text-muted, light-dark(#5d5f5a, #a6a8a2));
    --_surface: var(--pl-surface, light-dark(#ffffff, #151614));
    --_sunken: var(--pl-surface-sunken, light-dark(#f6f6f3, #0e0f0d));
    --_raised: var(--pl-surface-raised, light-dark(#ffffff, #1f201e));
    --_line: var(--pl-line, light-dark(#e5e5e0, #2b2d29));
    --_line-control: var(--pl-line-control, light-dark(#898b85, #71746d));
    --_hover: var(--pl-hover, light-dark(#f4f4f1, #1d1f1c));
    --_accent: var(--pl-accent, light-dark(#2257c5, #8db4ff));
    --_focus: var(--pl-focus, var(--_accent));
    --_selected: var(--pl-selected, light-dark(#edf2fc, #1a2335));
    --_primary: var(--pl-primary, light-dark(#1f201e, #ecede9));
    --_on-primary: var(--pl-on-primary, light-dark(#ffffff, #151614));
    --_attention: var(--pl-attention, light-dark(#9c6000, #f0bb5c));
    --_trouble: var(--pl-trouble, light-dark(#a3162f, #f0716a));
    --_moving: var(--pl-moving, light-dark(#2257c5, #8db4ff));
    --_done: var(--pl-done, light-dark(#06594b, #66e0c4));
    --_quiet: var(--pl-quiet, light-dark(#6d6e6a, #a3a5a0));
    /* Soft tints of the tones; without relative colours all are the sunken surface. */
    --_attention-tint: var(--_sunken);
    --_trouble-tint: var(--_sunken);
    --_moving-tint: var(--_sunken);
    --_done-tint: var(--_sunken);
    --_quiet-tint: var(--_sunken);
    /* Derived, not themable: chips and loading bars, the stage behind a picture, what lies under a dialog. */
    --_chip: light-dark(#eeeeec, #262825);
    --_stage: light-dark(#e9e9e4, #0a0b0a);
    --_scrim: #1a1b1966;

    --_radius: var(--pl-radius, 8px);
    --_radius-raised: calc(var(--_radius) * 1.5);
    --_radius-dialog: calc(var(--_radius) * 2);
    --_radius-chip: calc(var(--_radius) * 0.75);
    --_control: var(--pl-control, 32px);
    --_row: var(--pl-row, 44px);
    --_shadow: var(
      --pl-shadow,
      0 0 0 1px light-dark(#1a1b1914, #ffffff1a),
      0 1px 2px light-dark(#1a1b1910, #0006),
      0 14px 36px -8px light-dark(#1a1b192e, #000c)
    );
    --_motion: var(--pl-motion, 160ms);
    --_ease: cubic-bezier(0.2, 0, 0, 1);
    --_pad: 20px;
    --_cut: var(--_surface);
  }
  :host([density='compact']) {
    --_row: var(--pl-row, 36px);
    --_control: var(--pl-control, 28px);
    --_font-size: var(--pl-font-size, 13px);
  }
  :host([density='comfortable']) {
    --_row: var(--pl-row, 52px);
    --_control: var(--pl-control, 36px);
  }
  /* Fingers need the same size whatever the density. */
  @media (pointer: coarse) {
    :host {
      --_row: max(56px, var(--pl-row, 56px));
      --_control: max(44px, var(--pl-control, 44px));
      --_pad: 16px;
    }
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      --_selected: var(
        --pl-selected,
        light-dark(oklch(from var(--_accent) 0.9603 calc(c * 0.0795) h), oklch(from var(--_accent) 0.2566 calc(c * 0.315) h))
      );
      --_attention-tint: light-dark(
        oklch(from var(--_attention) 0.962 calc(c * 0.17) h),
        oklch(from var(--_attention) 0.275 calc(c * 0.36) h)
      );
      --_trouble-tint: light-dark(
        oklch(from var(--_trouble) 0.962 calc(c * 0.17) h),
        oklch(from var(--_trouble) 0.275 calc(c * 0.36) h)
      );
      --_moving-tint: light-dark(
        oklch(from var(--_moving) 0.962 calc(c * 0.17) h),
        oklch(from var(--_moving) 0.275 calc(c * 0.36) h)
      );
      --_done-tint: light-dark(
        oklch(from var(--_done) 0.962 calc(c * 0.17) h),
        oklch(from var(--_done) 0.275 calc(c * 0.36) h)
      );
      --_quiet-tint: light-dark(
        oklch(from var(--_quiet) 0.962 calc(c * 0.17) h),
        oklch(from var(--_quiet) 0.275 calc(c * 0.36) h)
      );
    }
  }
  /* The reader's own colours: a tone is said by shape and word alone. */
  @media (forced-colors: active) {
    :host {
      --_text: CanvasText;
      --_text-muted: CanvasText;
      --_surface: Canvas;
      --_sunken: Canvas;
      --_raised: Canvas;
      --_line: CanvasText;
      --_line-control: ButtonText;
      --_accent: LinkText;
      --_focus: Highlight;
      --_selected: Canvas;
      --_hover: Canvas;
      --_primary: ButtonText;
      --_on-primary: ButtonFace;
      --_attention: CanvasText;
      --_trouble: CanvasText;
      --_moving: CanvasText;
      --_done: CanvasText;
      --_quiet: CanvasText;
      --_attention-tint: Canvas;
      --_trouble-tint: Canvas;
      --_moving-tint: Canvas;
      --_done-tint: Canvas;
      --_quiet-tint: Canvas;
      --_chip: Canvas;
      --_stage: Canvas;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
