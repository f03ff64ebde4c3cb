// SPDX-License-Identifier: Apache-2.0
// Given and family names from many places, put together by chance.
#include "names.hpp"

#include <array>
#include <set>
#include <span>
#include <string_view>

namespace salus::demo {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 18> women{
    "Amara",  "Beatriz", "Chloe", "Dolores", "Esther", "Fatima", "Hannah", "Ingrid", "Josefina",
    "Keisha", "Leila",   "Mei",   "Nadia",   "Paloma", "Rosa",   "Sofía",  "Tamika", "Xiomara"};
constexpr std::array<std::string_view, 18> men{"Andrés",  "Brendan", "Dmitri", "Emeka",  "Felipe", "Gabriel",
                                               "Hiroshi", "Ignacio", "Jamal",  "Kenji",  "Luis",   "Mateo",
                                               "Nikhil",  "Omar",    "Pablo",  "Rafael", "Stefan", "Walter"};
constexpr std::array<std::string_view, 30> families{
    "Abdi",    "Álvarez",  "Bianchi", "Castillo",   "Chen",    "Dubois",   "Eriksen", "Fernández",
    "Flores",  "Grant",    "Haddad",  "Ibarra",     "Johnson", "Kowalski", "Lee",     "McAllister",
    "Morales", "Nakamura", "Nguyen",  "O'Connor",   "Patel",   "Quintero", "Ramírez", "Silva",
    "Torres",  "Ueda",     "Vargas",  "Washington", "Yilmaz",  "Zamora"};
constexpr std::array<std::string_view, 8> women_spanish{"Ana",   "Carmen", "Elvira", "Inés",
                                                        "Marta", "Pilar",  "Rocío",  "Teresa"};
constexpr std::array<std::string_view, 8> men_spanish{"Álvaro", "Diego",  "Fermín", "Javier",
                                                      "Jorge",  "Manuel", "Rubén",  "Sergio"};
constexpr std::array<std::string_view, 8> families_spanish{"Aguilar Soto", "Bravo Ríos",  "Cano Vidal",
                                                           "Ferrer Gil",   "León Prieto", "Molina Sanz",
                                                           "Ortega Mas",   "Rubio Peña"};

}  // namespace

std::vector<Name> invent_names(Prng& random, Names names, std::size_t count) {
  const bool mixed = names == Names::mixed;
  std::vector<Name> made;
  std::set<std::string> taken;
  while (made.size() < count) {
    const Sex sex = made.size() % 2 == 0 ? Sex::female : Sex::male;
    const Words given = sex == Sex::female ? (mixed ? Words(women) : Words(women_spanish))
                                           : (mixed ? Words(men) : Words(men_spanish));
    Name name{std::string(random.pick(given)),
              std::string(random.pick(mixed ? Words(families) : Words(families_spanish))), sex};
    if (taken.insert(name.text()).second) made.push_back(std::move(name));
  }
  return made;
}

}  // namespace salus::demo
