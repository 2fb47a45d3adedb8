/** Something to wait at. */
export interface Gate {
  /** Settles once it was opened. */
  readonly passed: Promise<void>;
  open(): void;
}

/** A gate that is closed. */
export function closedGate(): Gate {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return {passed, open};
}
