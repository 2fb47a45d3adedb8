/**
 * The desk for a script tag: what it adds to `elements.min.js`, which it fetches by itself.
 *
 * @packageDocumentation
 */
import '../cdn.ts';
import './define.ts';
