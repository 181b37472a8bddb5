#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/looking/choices.h"
#include "data/looking/class_lists.h"
#include "data/looking/parts.h"

namespace receptive {

enum class Split : std::uint8_t { train, test };

/// Where a picture goes.
struct Destination {
  std::int32_t label = -1;  ///< its class; -1: nowhere
  Split split = Split::train;
  std::uint32_t place = 0;  ///< among those of its split
};

struct PlannedClass {
  std::string name = {};
  std::uint64_t train = 0;
  std::uint64_t test = 0;
};

/// Which pictures become a set, and which class each is of.
struct Plan {
  std::string set = {};  ///< for a title; may be empty
  std::vector<const Part*> parts = {};
  /// Of each part, of each of its pictures.
  std::vector<std::vector<Destination>> destinations = {};
  std::vector<PlannedClass> classes = {};
  std::uint32_t train_count = 0;
  std::uint32_t test_count = 0;
  std::vector<Choice> choices = {};
  std::vector<std::string> checks = {};
  std::vector<std::string> notes = {};
  std::string problem = {};  ///< why it cannot be taken; empty: it can
};

/// All pictures that are files, for one class of a set that is there.
Plan plan_addition(const FoundParts& found, const std::string& class_name);

/// @param lists of class names that lay beside the pictures.
Plan plan_set(const FoundParts& found, const std::vector<ClassList>& lists, const Choices& wanted);

}  // namespace receptive
