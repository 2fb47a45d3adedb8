/** Where the engine says what an integrator may want to know. Never personal data. */
export interface Logger {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Says nothing. */
export const SILENT_LOGGER: Logger = {info: () => {}, warn: () => {}, error: () => {}};
