/** Where new ids come from. The default makes UUIDv7 also where `crypto.randomUUID` is missing (plain HTTP). */
export interface IdSource {
  newId(): string;
}
