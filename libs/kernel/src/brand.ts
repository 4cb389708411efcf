declare const brand: unique symbol;

/** A primitive that only its own factory may make: an `AccountId` is not assignable where an `InvoiceId` is asked for. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
