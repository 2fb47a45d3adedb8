export {createHttpBackend, type HttpBackend, type HttpBackendOptions} from './backend/http-backend.ts';
export {splitIntoBatches, type CommandBatch} from './backend/split-into-batches.ts';
export * from './contract/index.ts';
export {type TokenSource} from './http/create-http.ts';
export {createShopClient, type ShopClient, type ShopClientOptions} from './shop/shop-client.ts';
export {createEventStreamParser, type EventStreamListener, type EventStreamParser, type StreamEvent} from './stream/event-stream-parser.ts';
