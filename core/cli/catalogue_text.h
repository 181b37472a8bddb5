#pragma once

#include <array>
#include <string>

#include "base/declaration.h"

namespace receptive::cli {

struct GroupTitle {
  LayerGroup group;
  const char* name;
  const char* title;
};

/// In the order in which they are shown.
constexpr std::array group_titles = {
    GroupTitle{LayerGroup::filters, "filters", "Filters"},
    GroupTitle{LayerGroup::pooling, "pooling", "Make maps smaller"},
    GroupTitle{LayerGroup::sums, "sums", "Sums over everything"},
    GroupTitle{LayerGroup::activations, "activations", "Bend"},
    GroupTitle{LayerGroup::training, "training", "Help training"},
    GroupTitle{LayerGroup::joins, "joins", "Join branches"},
    GroupTitle{LayerGroup::shapes, "shapes", "Other shapes"},
};

/// The default as it would be written in a specification; empty where there is none.
std::string default_text(const Argument& argument);

/// The whole catalogue as JSON, from which types, tables and the page's fields are made.
std::string catalogue_json();

}  // namespace receptive::cli
