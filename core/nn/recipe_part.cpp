#include "nn/recipe_part.h"

#include "base/error.h"

namespace receptive {

std::size_t index_of_type(const RecipePart& part, const char* what,
                          std::span<const Declaration* const> known) {
  std::string names;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (part.type == known[i]->name) return i;
    names += (i == 0 ? "one of '" : ", '") + std::string(known[i]->name) + "'";
  }
  throw SpecError(Refusal{
      .where = what, .argument = "type", .expected = names, .found = "'" + part.type + "'"});
}

Arguments arguments_of_part(const RecipePart& part, const char* what,
                            const Declaration& declaration) {
  return {std::string(what) + " " + part.type, declaration, part.arguments};
}

}  // namespace receptive
