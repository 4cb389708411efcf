import { packageCounterIdOf, type PackageCounter, type Service } from '@org/invoice-domain';
import { operators } from '../geography/operators.js';
import { Random } from '../random.js';
import { offers } from './service-types.js';

const packageType = 'Minutes package';

/** Minutes of a package to some prefixes; one country's premium range is left out. */
export const packageCountersOf = (services: readonly Service[]): readonly PackageCounter[] =>
  services
    .filter(({ typeId }) => offers.some(({ type }) => type.id === typeId && type.name === packageType))
    .flatMap(({ id, accountId }) => {
      const random = new Random(`package of service ${id}`);
      return random.sample(operators, 4).map(({ prefixes }, index) => ({
        accountId,
        serviceId: id,
        prefix: random.pick(prefixes),
        exclude: index === 3,
        duration: index === 3 ? 0 : random.integer(0, 60_000),
      }));
    })
    .map((counter, index) => ({ ...counter, id: packageCounterIdOf(index + 1) }));
