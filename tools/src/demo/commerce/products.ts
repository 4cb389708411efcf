import { Decimal } from '@org/kernel';

/** A plan that resellers sell, priced in dollars a month for a unit. */
export interface Product {
  readonly planId: number;
  readonly name: string;
  readonly unit: string;
  readonly price: Decimal;
  readonly setup: Decimal;
  /** Units that customers take, at most. */
  readonly most: number;
}

const product = (
  planId: number,
  name: string,
  unit: string,
  numbers: readonly [price: string, setup: string, most: number],
): Product => {
  const [price, setup, most] = numbers;
  return { planId, name, unit, price: Decimal.of(price), setup: Decimal.of(setup), most };
};

export const products: readonly Product[] = [
  product(101, 'Office Suite Business', 'seat', ['12.5', '0', 40]),
  product(102, 'Office Suite Enterprise', 'seat', ['21.9', '99', 60]),
  product(110, 'Mail Hosting', 'mailbox', ['1.99', '0', 80]),
  product(120, 'Virtual Server S', 'server', ['9.49', '0', 6]),
  product(121, 'Virtual Server L', 'server', ['38.9', '15', 4]),
  product(130, 'Object Storage', 'terabyte', ['6.25', '0', 12]),
  product(140, 'Cloud PBX', 'extension', ['7.8', '45', 30]),
  product(150, 'Endpoint Protection', 'device', ['3.15', '0', 90]),
  product(160, 'Backup Vault', 'hundred gigabytes', ['2.4', '20', 25]),
  product(170, 'Managed Kubernetes', 'node', ['54', '250', 5]),
];
