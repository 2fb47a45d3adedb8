import {css} from 'lit';

/** The few surfaces the customer's page needs; the staff's sheet would be most of its size. */
export const shopperSurfaceStyles = css`
  .box {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-raised);
    background: var(--_surface);
    overflow: clip;
  }
  .money {
    white-space: nowrap;
  }
  .money > .sign {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .status > .detail {
    color: var(--_text-muted);
  }
`;
