import type { Language } from '../settings.ts';

/** Cities whose accents are missing in IANA zone names, and are written in every language without a word of its own. */
const accented =
  'São Paulo,Cuiabá,Belém,Maceió,Araguaína,Santarém,Bogotá,Asunción,Cancún,Mérida,Mazatlán,Córdoba,Tucumán,Réunion';
const spellings = accented.split(',').map((city) => [city.normalize('NFD').replaceAll(/\p{M}/gu, ''), city] as const);

function named(list: string): ReadonlyMap<string, string> {
  const own = list.split(',').map((pair) => pair.split('=') as [string, string]);
  return new Map([...spellings, ...own]);
}

/**
 * For each language the cities after which time zones are named, by their name in IANA's list where the two differ.
 * Chromium's data names countries in each language, but no cities.
 */
export const cities: Record<Language, ReadonlyMap<string, string>> = {
  en: new Map(spellings),
  es: named(
    'London=Londres,New York=Nueva York,Los Angeles=Los Ángeles,Mexico City=Ciudad de México,Havana=La Habana,' +
      'Panama=Panamá,Lisbon=Lisboa,Paris=París,Rome=Roma,Berlin=Berlín,Brussels=Bruselas,Vienna=Viena,Zurich=Zúrich,' +
      'Copenhagen=Copenhague,Stockholm=Estocolmo,Warsaw=Varsovia,Prague=Praga,Dublin=Dublín,Athens=Atenas,Moscow=Moscú,' +
      'Istanbul=Estambul,Cairo=El Cairo,Jerusalem=Jerusalén,Tokyo=Tokio,Seoul=Seúl,Singapore=Singapur',
  ),
  'pt-BR': named(
    'London=Londres,New York=Nova York,Mexico City=Cidade do México,Panama=Panamá,Montevideo=Montevidéu,' +
      'Noronha=Fernando de Noronha,Azores=Açores,Lisbon=Lisboa,Madrid=Madri,Rome=Roma,Berlin=Berlim,Brussels=Bruxelas,' +
      'Vienna=Viena,Zurich=Zurique,Amsterdam=Amsterdã,Copenhagen=Copenhague,Stockholm=Estocolmo,Warsaw=Varsóvia,' +
      'Prague=Praga,Athens=Atenas,Moscow=Moscou,Istanbul=Istambul,Jerusalem=Jerusalém,Tokyo=Tóquio,Seoul=Seul,' +
      'Singapore=Singapura',
  ),
  ar: named(
    'Cairo=القاهرة,Riyadh=الرياض,Dubai=دبي,Kuwait=الكويت,Qatar=قطر,Bahrain=البحرين,Muscat=مسقط,Aden=عدن,Baghdad=بغداد,' +
      'Damascus=دمشق,Beirut=بيروت,Amman=عمّان,Jerusalem=القدس,Gaza=غزة,Hebron=الخليل,Khartoum=الخرطوم,Tripoli=طرابلس,' +
      'Tunis=تونس,Algiers=الجزائر,Casablanca=الدار البيضاء,El Aaiun=العيون,Nouakchott=نواكشوط,Djibouti=جيبوتي,' +
      'Mogadishu=مقديشو,Istanbul=إسطنبول,Tehran=طهران,Karachi=كراتشي,London=لندن,Paris=باريس,Madrid=مدريد,Berlin=برلين,' +
      'Rome=روما,Moscow=موسكو,New York=نيويورك,Sao Paulo=ساو باولو',
  ),
};
