/** Whole cents, written as an amount. */
const CURRENCY = "USD"; // the platform counts in cents of it

export function Money({ cents, currency = CURRENCY }: { cents: number; currency?: string }) {
  return <>{moneyOf(cents, currency)}</>;
}

export function moneyOf(cents: number, currency = CURRENCY): string {
  return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(cents / 100);
}
