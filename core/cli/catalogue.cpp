#include <cstdio>
#include <string>

#include "base/error.h"
#include "cli/catalogue_text.h"
#include "cli/commands.h"
#include "nn/arguments.h"
#include "train/catalogue.h"

namespace receptive::cli {

namespace {

void print_line(const Declaration& declaration) {
  std::printf("  %-26s %s\n", declaration.name, declaration.about.text().data());
}

void print_arguments(const Declaration& declaration) {
  for (const Argument* argument : declaration.arguments) {
    std::string notes;
    if (argument->required) notes = "required";
    if (const std::string text = default_text(*argument); !text.empty()) notes = "default " + text;
    const std::string_view unit = argument->unit.text();
    if (!unit.empty()) notes += (notes.empty() ? "" : ", ") + ("in " + std::string(unit));
    std::printf("  %-20s %s%s\n  %-20s %s\n", argument->name, expected_text(*argument).c_str(),
                notes.empty() ? "" : (" (" + notes + ")").c_str(), "",
                argument->about.text().data());
  }
}

void print_entry(const CatalogueSection& section, const Declaration& declaration) {
  std::printf("%s: %s. %s\n", declaration.name, declaration.title.text().data(),
              declaration.about.text().data());
  if (section.name == "layers" && !declaration.start.text().empty()) {
    std::printf("for example %s\n", declaration.start.text().data());
  }
  print_arguments(declaration);
}

/// Prints the entries of this name among the sections that `wanted` takes.
template <typename Wanted>
void print_named(const std::string& name, const char* command, const Wanted& wanted) {
  std::string known;
  bool found = false;
  for (const CatalogueSection& section : catalogue()) {
    if (!wanted(section)) continue;
    for (const Declaration* entry : section.entries) {
      known += (known.empty() ? "" : ", ") + std::string(entry->name);
      if (entry->name != name) continue;
      print_entry(section, *entry);
      found = true;
    }
  }
  if (found) return;
  throw ArgumentError(std::string(command) + ": expected one of " + known + ", found " + name);
}

bool is_layers(const CatalogueSection& section) { return section.name == "layers"; }
bool is_recipe(const CatalogueSection& section) { return !is_layers(section); }

std::string name_of(std::span<char*> words, const char* command) {
  if (words.size() > 1) {
    throw ArgumentError(std::string(command) + ": expected one name, found " + words[1]);
  }
  return words.empty() ? "" : words[0];
}

}  // namespace

void layers(std::span<char*> words) {
  const std::string name = name_of(words, "layers");
  if (!name.empty()) return print_named(name, "layers", is_layers);
  const CatalogueSection all = catalogue()[0];
  for (const GroupTitle& title : group_titles) {
    std::printf("%s\n", title.title);
    for (const Declaration* entry : all.entries) {
      if (entry->group == title.group) print_line(*entry);
    }
  }
}

void recipe(std::span<char*> words) {
  const std::string name = name_of(words, "recipe");
  if (!name.empty()) return print_named(name, "recipe", is_recipe);
  for (const CatalogueSection& section : catalogue()) {
    if (!is_recipe(section)) continue;
    std::printf("%s\n", std::string(section.key).c_str());
    for (const Declaration* entry : section.entries) {
      if (section.has_types) {
        print_line(*entry);
      } else {
        print_arguments(*entry);
      }
    }
  }
}

void catalogue_as_json(std::span<char*> words) {
  if (!words.empty()) {
    throw ArgumentError(std::string("catalogue: expected no options, found ") + words[0]);
  }
  std::printf("%s\n", catalogue_json().c_str());
}

}  // namespace receptive::cli
