export interface Company {
  readonly name: string;
  readonly person: string;
  readonly country: string;
  readonly city: string;
  readonly street: string;
}

/** Companies that own the accounts. */
export const companies: readonly Company[] = [
  { name: 'Bench Telephony', person: 'Karel Novotný', country: 'CZ', city: 'Brno', street: 'Veveří' },
  { name: 'Meridian Voice', person: 'Julia Hartmann', country: 'DE', city: 'Frankfurt', street: 'Hanauer Landstraße' },
  { name: 'Dnister Telecom', person: 'Taras Bondar', country: 'UA', city: 'Lviv', street: 'Horodotska' },
  { name: 'Podil SIP', person: 'Iryna Koval', country: 'UA', city: 'Kyiv', street: 'Sahaidachnoho' },
  { name: 'Golden Gate Transit', person: 'Marcus Webb', country: 'US', city: 'Oakland', street: 'Broadway' },
  { name: 'Sierra Calling', person: 'Dana Whitfield', country: 'US', city: 'Sacramento', street: 'Capitol Mall' },
  { name: 'Himalaya Voice', person: 'Bikash Thapa', country: 'NP', city: 'Pokhara', street: 'Lakeside Road' },
  { name: 'Everest Callback', person: 'Sunita Rai', country: 'NP', city: 'Kathmandu', street: 'Kantipath' },
  { name: 'Tasman Carrier', person: 'Graeme Fisk', country: 'AU', city: 'Sydney', street: 'Pitt Street' },
  { name: 'Island Radio Link', person: 'Pippa Nolan', country: 'AU', city: 'Lord Howe Island', street: 'Lagoon Road' },
  { name: 'Thames Wholesale', person: 'Colin Ashby', country: 'GB', city: 'London', street: 'Old Street' },
  { name: 'Severn Minutes', person: 'Gwen Pryce', country: 'GB', city: 'Cardiff', street: 'St Mary Street' },
  { name: 'Neva Trunk', person: 'Pavel Sedov', country: 'RU', city: 'Saint Petersburg', street: 'Nevsky Prospekt' },
  { name: 'Volga Exchange', person: 'Irina Lapteva', country: 'RU', city: 'Kazan', street: 'Bauman Street' },
  { name: 'Silk Road Connect', person: 'Daniyar Omarov', country: 'KZ', city: 'Almaty', street: 'Dostyk Avenue' },
  { name: 'Sevan Telecom', person: 'Ani Grigoryan', country: 'AM', city: 'Yerevan', street: 'Abovyan Street' },
  { name: 'Cortez Llamadas', person: 'Lucía Mendoza', country: 'MX', city: 'Ensenada', street: 'Avenida Reforma' },
  { name: 'Maple Relay', person: 'Owen Tremblay', country: 'CA', city: 'Toronto', street: 'King Street West' },
  { name: 'Aotearoa Voice', person: 'Hana Parata', country: 'NZ', city: 'Wellington', street: 'Lambton Quay' },
  { name: 'Gulf Gateway', person: 'Omar Al Suwaidi', country: 'AE', city: 'Dubai', street: 'Al Wasl Road' },
  { name: 'Lusitania Tráfego', person: 'Rita Moreira', country: 'PT', city: 'Lisbon', street: 'Rua Augusta' },
  { name: 'Birch Accounting', person: 'Svetlana Kim', country: 'RU', city: 'Moscow', street: 'Tverskaya' },
  { name: 'Arbat Books', person: 'Boris Levin', country: 'RU', city: 'Moscow', street: 'Arbat' },
  { name: 'Nomad Logistics', person: 'Timur Akhmetov', country: 'KZ', city: 'Astana', street: 'Mangilik El' },
  { name: 'Bay Area Dental', person: 'Priya Raman', country: 'US', city: 'San Jose', street: 'North First Street' },
  { name: 'Redwood Studios', person: 'Tyler Brandt', country: 'US', city: 'Eureka', street: 'Second Street' },
  { name: 'Cascade Brewing', person: 'Megan Stroud', country: 'US', city: 'Portland', street: 'Belmont Street' },
  { name: 'Noravank Wines', person: 'Narek Avetisyan', country: 'AM', city: 'Areni', street: 'Charents Street' },
  { name: 'Annapurna Treks', person: 'Pema Sherpa', country: 'NP', city: 'Pokhara', street: 'Damside' },
  { name: 'Clínica Pacífico', person: 'Jorge Salas', country: 'MX', city: 'Tijuana', street: 'Paseo de los Héroes' },
  { name: 'Red River Grain', person: 'Claire Dubois', country: 'CA', city: 'Winnipeg', street: 'Main Street' },
  { name: 'Kentia Palms', person: 'Bruce Wylie', country: 'AU', city: 'Lord Howe Island', street: 'Ned’s Beach Road' },
  { name: 'Harbour Legal', person: 'Aroha Ngata', country: 'NZ', city: 'Auckland', street: 'Customs Street' },
  { name: 'Bloomsbury Press', person: 'Edwin Clarke', country: 'GB', city: 'London', street: 'Great Russell Street' },
  { name: 'Obolon Software', person: 'Maksym Tkachenko', country: 'UA', city: 'Kyiv', street: 'Obolonskyi Avenue' },
];
