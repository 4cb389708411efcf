import { pathSegmentsOf, type AnyAction, type IdsOf } from '@org/json-api';

/** The parameters of a route, as the router reads them out of a URL. */
export type RouteParameters = Readonly<Record<string, string>>;

const parameterForm = /^\{(\w+)\}$/;

/** The path of an action below its API's root, as the router spells it: an id is named after its resource. */
export const routeOf = (action: AnyAction): string =>
  pathSegmentsOf(action)
    .map((one) => (typeof one === 'string' ? one.replace(parameterForm, ':$1') : `:${one.exposure.resource}`))
    .join('/');

/** The ids in the path of a request, by the type of the resource or the name of the parameter. */
export const idsIn = <Declared extends AnyAction>(action: Declared, parameters: RouteParameters): IdsOf<Declared> =>
  Object.fromEntries(
    pathSegmentsOf(action).flatMap((one) => {
      if (typeof one !== 'string') return [[one.exposure.type, parameters[one.exposure.resource] ?? '']];
      const [, name] = parameterForm.exec(one) ?? [];
      return name === undefined ? [] : [[name, parameters[name] ?? '']];
    }),
  ) as IdsOf<Declared>;
