#pragma once

#include "data/looking/table/beginning.h"

namespace receptive {

/// What stands between the fields: what cuts nearly every row into equally many, and leaves none
/// that is itself two numbers with another delimiter between. Blanks only where nothing else does,
/// because they stand within texts and lists. A table of one column has commas.
/// @throws FormatError as TableLines does, where no delimiter makes lines of the text, and for a
/// line "sep=:".
char find_delimiter(const TableBeginning& beginning);

}  // namespace receptive
