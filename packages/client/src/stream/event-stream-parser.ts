/** One message of a `text/event-stream`, as the HTML standard dispatches it. */
export interface StreamEvent {
  /** `message` when the stream named none. */
  readonly type: string;
  readonly data: string;
  /** The last `id:` seen so far, also from earlier messages; empty when there was none. */
  readonly lastEventId: string;
}

export interface EventStreamListener {
  onEvent(event: StreamEvent): void;
  /** `retry:`: milliseconds to wait before connecting again. */
  onRetry?(delayMs: number): void;
  /** An `id:` was seen, also one that came with no data. */
  onId?(id: string): void;
}

/** Reads a stream of text in pieces of any size. */
export interface EventStreamParser {
  /** Takes the next piece. Lines and messages may be cut anywhere, also between CR and LF. */
  push(piece: string): void;
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Parses server-sent events (HTML standard, 9.2.6). Give it decoded text: a `TextDecoder` with `stream: true` joins
 * characters that were cut between two chunks. An unfinished message at the end is dropped, as the standard asks.
 *
 * @example
 * const parser = createEventStreamParser({onEvent: ({type}) => console.log(type)});
 * parser.push('event: change\nda');
 * parser.push('ta: {}\n\n'); // logs "change"
 */
export function createEventStreamParser(listener: EventStreamListener): EventStreamParser {
  let unfinished = '';
  let afterCarriageReturn = false;
  let atStart = true;

  let type = '';
  let data: string[] = [];
  let lastEventId = '';

  function endOfMessage(): void {
    const event = {type: type || 'message', data: data.join('\n'), lastEventId};
    const isEmpty = data.length === 0;
    type = '';
    data = [];
    if (!isEmpty) listener.onEvent(event);
  }

  function field(name: string, value: string): void {
    if (name === 'event') type = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id' && !value.includes('\0')) {
      lastEventId = value;
      listener.onId?.(value);
    } else if (name === 'retry' && /^\d+$/.test(value)) listener.onRetry?.(Number(value));
  }

  function line(text: string): void {
    if (text === '') return endOfMessage();
    const colon = text.indexOf(':');
    if (colon === 0) return; // a comment: the heartbeat
    if (colon === -1) return field(text, '');
    const value = text.slice(colon + 1);
    field(text.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value);
  }

  return {
    push(piece) {
      let from = 0;
      if (atStart && piece !== '') {
        atStart = false;
        if (piece.startsWith(BYTE_ORDER_MARK)) from = 1;
      }
      for (let at = from; at < piece.length; at += 1) {
        const character = piece[at];
        if (character !== '\n' && character !== '\r') {
          afterCarriageReturn = false;
          continue;
        }
        // The LF of a CRLF ended its line with the CR already, perhaps in the piece before.
        if (character === '\n' && afterCarriageReturn) {
          afterCarriageReturn = false;
          from = at + 1;
          continue;
        }
        afterCarriageReturn = character === '\r';
        const text = unfinished + piece.slice(from, at);
        unfinished = '';
        from = at + 1;
        line(text);
      }
      unfinished += piece.slice(from);
    },
  };
}
