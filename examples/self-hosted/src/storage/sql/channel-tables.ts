/** Tables of channels and webhooks; times are ISO text, secrets stand as they are. */
export interface ChannelTables {
  channels: {
    store_id: string;
    id: string;
    name: string;
    code: string;
    format: string;
    secret: string;
    old_secret: string | null;
    old_secret_until: string | null;
    created_at: string;
  };
  channel_deliveries: {
    store_id: string;
    channel_id: string;
    id: string;
    received_at: string;
    last_at: string;
    times: number;
    replays: number;
    outcome: string;
    reason: string;
    order_id: string | null;
    order_number: string | null;
    body: string | null;
  };
  webhook_endpoints: {
    store_id: string;
    id: string;
    url: string;
    /** JSON list of names. */
    kinds: string;
    secret: string;
    old_secret: string | null;
    old_secret_until: string | null;
    state: string;
    failing_since: string | null;
    created_at: string;
  };
  webhook_attempts: {
    store_id: string;
    endpoint_id: string;
    id: string;
    event_id: string;
    kind: string;
    order_id: string | null;
    at: string;
    attempt: number;
    outcome: string;
    status: number | null;
    error: string | null;
    took_ms: number;
  };
}
