/** What a refusal's sentence may be told: the refusal's params, with the time already written in the widget's way. */
export interface RefusalFacts {
  /** The order's number. */
  readonly number?: string;
  /** Which parcel: `#2`. */
  readonly parcel?: string;
  /** Name of the line. */
  readonly name?: string;
  /** Units of the line not in any box. */
  readonly left?: number;
  /** Units asked for. */
  readonly wanted?: number;
  /** Who was faster, and when (`14:26`, `Mon, 23 Nov, 10:31`). */
  readonly by?: string;
  readonly at?: string;
  readonly reason?: string;
  readonly state?: string;
  readonly unsentParcels?: number;
  readonly role?: string;
  /** Packed units that an edit would take out, and of how many parcels. */
  readonly units?: number;
  readonly parcels?: number;
}
