// Tables as people bring them, through the whole of the looking and the taking.
#include <doctest/doctest.h>

#include "looked_folder.h"

namespace receptive::brought_tables_test {

using namespace receptive::testing;

namespace {

/// Names of the sixteen pixels: p0,p1,...
std::string pixel_names() {
  std::string names;
  for (int i = 0; i < 16; ++i) names += (i > 0 ? ",p" : "p") + std::to_string(i);
  return names;
}

std::string digits_table(int count, int classes, bool last = false) {
  return table_of(count, classes, [&](const std::string& pixels, int label, int) {
    const std::string text = std::to_string(label);
    return last ? pixels + "," + text : text + "," + pixels;
  });
}

/// Whether thirty drawings of three classes come as they were drawn; "" or what is wrong.
std::string wrong_with_table(LookedFolder& folder) {
  const Findings& findings = folder.find();
  if (!findings.plan.problem.empty()) return findings.plan.problem;
  if (findings.plan.train_count != 27 || findings.plan.test_count != 3) return "other counts";
  const TakenSet set = folder.take(11);
  return are_drawings(set.train, 3) && are_drawings(set.test, 3) ? "" : "other pictures or labels";
}

/// The last column goes from 0 to 2, the first one is a pixel that goes from 0 to 7.
std::string with_lively_first_pixel(int count) {
  return table_of(count, 3, [](const std::string& pixels, int label, int i) {
    return std::to_string(i * 5 % 8) + pixels.substr(1) + "," + std::to_string(label);
  });
}

}  // namespace

TEST_CASE("brought tables: the label by its name, wherever it stands") {
  LookedFolder first;
  first.add("train.csv", "label," + pixel_names() + "\n" + digits_table(30, 3));
  CHECK(wrong_with_table(first) == "");
  CHECK(first.looking.findings().plan.checks.empty());
  LookedFolder last;
  last.add("digits.csv", pixel_names() + ",target\n" + digits_table(30, 3, true));
  CHECK(wrong_with_table(last) == "");
  LookedFolder middle;
  middle.add("m.csv", "p0,digit" + pixel_names().substr(2) + "\n" +
                          table_of(30, 3, [](const std::string& pixels, int label, int) {
                            return "0," + std::to_string(label) + pixels.substr(1);
                          }));
  CHECK(wrong_with_table(middle) == "");
}

TEST_CASE("brought tables: without a header the label is the first or the last column") {
  LookedFolder first;
  first.add("mnist_train.csv", digits_table(30, 3));
  CHECK(wrong_with_table(first) == "");
  CHECK(says(first.looking.findings().plan.checks,
             "mnist_train.csv does not say which column holds the labels: the first column was "
             "taken, which has 3 different values."));
  LookedFolder last;
  last.add("optdigits.tra", digits_table(30, 3, true));
  CHECK(wrong_with_table(last) == "");
  CHECK(says(last.looking.findings().plan.checks, "the last column was taken"));
}

TEST_CASE("brought tables: another column by choice, and its values are no pixels then") {
  LookedFolder folder;
  folder.add("t.csv", with_lively_first_pixel(40));
  CHECK(options_of(folder.find(), "labels") == "column 16 | column 0");
  CHECK(folder.looking.findings().plan.classes.size() == 3);
  const Findings& findings = folder.find({{"labels", "column 0"}});
  CHECK(findings.plan.classes.size() == 8);
  CHECK(value_of(findings, "labels") == "column 0");
  CHECK_FALSE(says(findings.plan.checks, "does not say which column"));
  const TakenSet set = folder.take();
  // The picture begins with the second pixel and ends with what was the label before.
  for (std::size_t i = 0; i < set.train.pictures.size(); ++i) {
    const Bytes& picture = set.train.pictures[i];
    CHECK(picture[4] == 255);
    const int number = picture[8] - 20;
    CHECK(picture[15] == number % 3);
    CHECK(set.train.labels[i] == number * 5 % 8);
  }
}

TEST_CASE("brought tables: the larger of two tables says which column holds the labels") {
  LookedFolder folder;
  // In the few rows for testing the first pixel has fewer values than the label.
  std::string tests = table_of(4, 3, [](const std::string& pixels, int label, int i) {
    return std::to_string(i % 2) + pixels.substr(1) + "," + std::to_string(label);
  });
  folder.add("optdigits.tes", tests).add("optdigits.tra", with_lively_first_pixel(40));
  const Findings& findings = folder.find();
  CHECK(findings.plan.set == "optdigits");
  CHECK(class_names_of(findings) == std::vector<std::string>{"0", "1", "2"});
  CHECK(findings.plan.train_count == 40);
  CHECK(findings.plan.test_count == 4);
  const TakenSet set = folder.take();
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(set.test.pictures[i].size() == 16);
    CHECK(set.test.labels[i] == number_of(set.test.pictures[i]) % 3);
  }
}

TEST_CASE("brought tables: labels as texts, an index column and an id column") {
  LookedFolder texts;
  texts.add(
      "animals.csv",
      pixel_names() + ",species\n" + table_of(30, 3, [](const std::string& pixels, int label, int) {
        return pixels + "," +
               std::vector<std::string>{"ant", "bee", "cow"}[static_cast<std::size_t>(label)];
      }));
  CHECK(wrong_with_table(texts) == "");
  CHECK(class_names_of(texts.looking.findings()) == std::vector<std::string>{"ant", "bee", "cow"});
  LookedFolder index;
  index.add("pandas.csv", ",label," + pixel_names() + "\n" +
                              table_of(30, 3, [](const std::string& pixels, int label, int i) {
                                return std::to_string(i) + "," + std::to_string(label) + "," +
                                       pixels;
                              }));
  CHECK(wrong_with_table(index) == "");
  CHECK(says(index.looking.findings().plan.notes, "the column of row numbers was left out."));
  LookedFolder id;
  id.add("ids.csv", "id,label," + pixel_names() + "\n" +
                        table_of(30, 3, [](const std::string& pixels, int label, int i) {
                          return std::to_string(9000 - 7 * i) + "," + std::to_string(label) + "," +
                                 pixels;
                        }));
  CHECK(wrong_with_table(id) == "");
  CHECK(says(id.looking.findings().plan.notes, "column id was left out."));
}

TEST_CASE("brought tables: a split column, and FER2013's pixels in one field") {
  LookedFolder folder;
  std::string rows = "emotion,pixels,Usage\n";
  for (int i = 0; i < 30; ++i) {
    std::string pixels;
    for (const std::uint8_t byte : drawing(i % 3, i)) {
      pixels += (pixels.empty() ? "" : " ") + std::to_string(byte);
    }
    const std::string usage = i < 20 ? "Training" : (i < 25 ? "PublicTest" : "PrivateTest");
    rows += std::to_string(i % 3) + "," + pixels + "," + usage + "\n";
  }
  folder.add("fer2013.csv", rows);
  const Findings& findings = folder.find();
  CHECK(findings.plan.problem == "");
  CHECK(findings.plan.train_count == 20);
  CHECK(findings.plan.test_count == 10);
  CHECK(findings.plan.checks.empty());
  const TakenSet set = folder.take(100);
  CHECK(are_drawings(set.train, 3));
  CHECK(numbers_of(set.train) == from_to(0, 20));
  CHECK(numbers_of(set.test) == from_to(20, 30));
}

TEST_CASE("brought tables: rows without their list of pixels are named and left out") {
  LookedFolder folder;
  std::string rows = "emotion,pixels\n";
  for (int i = 0; i < 30; ++i) {
    rows += std::to_string(i % 3) + "," +
            (i == 7   ? "1 2 3 4"
             : i == 8 ? ""
                      : "0 0 0 0 9 8 7 6 0") +
            "\n";
  }
  folder.add("fer.csv", rows);
  CHECK(says(folder.find().plan.checks,
             "fer.csv: 2 rows have no list of 9 pixels as the first one has"));
  const TakenSet set = folder.take();
  CHECK(set.taken.missing_train.size() + set.taken.missing_test.size() == 2);
}

TEST_CASE("brought tables: without labels alone, and beside one that has them") {
  const std::string unlabelled =
      pixel_names() + "\n" +
      table_of(20, 3, [](const std::string& pixels, int, int) { return pixels; });
  LookedFolder alone;
  alone.add("test.csv", unlabelled);
  CHECK(alone.find().plan.problem == "test.csv has no labels: 16 columns of pixels.");
  LookedFolder kaggle;
  kaggle.add("sample_submission.csv", "ImageId,Label\n1,0\n2,0\n3,0\n")
      .add("test.csv", unlabelled)
      .add("train.csv", "label," + pixel_names() + "\n" + digits_table(30, 3));
  CHECK(wrong_with_table(kaggle) == "");
  const Plan& plan = kaggle.looking.findings().plan;
  CHECK(says(plan.notes, "Left out: test.csv has no labels: 16 columns of pixels."));
  CHECK(says(plan.notes, "sample_submission.csv"));
  CHECK(says(plan.notes, "A tenth of the pictures, of each class, is kept for testing."));
}

TEST_CASE("brought tables: a target that cannot be learned is refused in words") {
  LookedFolder fractions;
  fractions.add("house.csv", "target," + pixel_names() + "\n" +
                                 table_of(30, 3, [](const std::string& pixels, int label, int) {
                                   return std::to_string(label) + ".5," + pixels;
                                 }));
  CHECK(fractions.find().plan.problem ==
        "house.csv: column target holds numbers with fractions; a network here learns 2 to 256 "
        "classes, and numbers cannot be learned yet.");
  LookedFolder many;
  many.add("many.csv", "target," + pixel_names() + "\n" +
                           table_of(600, 3, [](const std::string& pixels, int, int i) {
                             return std::to_string(7 * i) + "," + pixels;
                           }));
  CHECK(says({many.find().plan.problem}, "holds more different values than classes can have"));
  LookedFolder some;
  some.add("some.csv", "y," + pixel_names() + "\n" +
                           table_of(257, 3, [](const std::string& pixels, int, int i) {
                             return std::to_string(7 * i) + "," + pixels;
                           }));
  CHECK(says({some.find().plan.problem}, "column y holds 257 different values"));
  LookedFolder one;
  one.add("one.csv", "y," + pixel_names() + "\n" + digits_table(30, 1));
  CHECK(says({one.find().plan.problem}, "column y holds one value only"));
}

TEST_CASE("brought tables: a target that cannot be learned gives way to texts that can") {
  LookedFolder folder;
  folder.add("t.csv", "y,name," + pixel_names() + "\n" +
                          table_of(30, 3, [](const std::string& pixels, int label, int) {
                            const std::string number = std::to_string(label);
                            return number + ".5,class" + number + "," + pixels;
                          }));
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"class0", "class1", "class2"});
}

TEST_CASE("brought tables: a table of few rows is no list of names for its own classes") {
  // Column 2 holds codes of letters, and each label stands in front of one row.
  std::string rows;
  for (int i = 0; i < 12; ++i) {
    rows += std::to_string(i) + "," + std::to_string(65 + i);
    for (int p = 1; p < 9; ++p) rows += "," + std::to_string(i * p % 7);
    rows += "\n";
  }
  LookedFolder folder;
  folder.add("test.csv", rows)
      .add("train.csv", "label," + pixel_names() + "\n" + digits_table(30, 3));
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"0", "1", "2"});
}

TEST_CASE("brought tables: columns that make no picture are counted") {
  LookedFolder folder;
  folder.add("t.csv", "label,a,b,c,d,e\n1,2,3,4,5,6\n0,9,9,3,1,2\n1,1,1,1,1,1\n");
  CHECK(folder.find().plan.problem ==
        "t.csv has 5 columns of numbers beside its labels, which make no picture: 784 would be one "
        "of 28x28.");
}

TEST_CASE("brought tables: rows that are empty, broken or comments are counted") {
  LookedFolder folder;
  std::string rows = "label," + pixel_names() + "\n# by hand\n\n" + digits_table(30, 3) + "1,2\n";
  folder.add("t.csv", rows);
  CHECK(folder.find().plan.problem == "");
  const Plan& plan = folder.looking.findings().plan;
  CHECK(says(plan.notes, "t.csv: 1 comment row was passed over."));
  CHECK(says(plan.notes, "t.csv: 1 empty row was passed over."));
  CHECK(says(plan.checks, "t.csv: 1 broken row was left out"));
}

TEST_CASE("brought tables: UCI's sixteen steps, and -1 to 1 between blanks as USPS has it") {
  LookedFolder steps;
  steps.add("optdigits.tra", table_of(30, 3, [](const std::string&, int label, int i) {
              std::string row;
              for (int p = 0; p < 16; ++p)
                row += std::to_string(p == 5 ? 16 : p == 6 ? i % 14 : 0) + ",";
              return row + std::to_string(label);
            }));
  CHECK(value_of(steps.find(), "values") == "0 to 16");
  CHECK(steps.take().train.pictures[0][5] == 255);
  LookedFolder usps;
  usps.add("zip.train", table_of(30, 3, [](const std::string&, int label, int i) {
             std::string row = std::to_string(label) + ".0000";
             for (int p = 0; p < 16; ++p)
               row += p == 5 ? " 1.0000" : p == 6 ? " -0." + std::to_string(100 + i) : " -1.0000";
             return row + " ";
           }));
  CHECK(value_of(usps.find(), "values") == "-1 to 1");
  CHECK(class_names_of(usps.looking.findings()) == std::vector<std::string>{"0", "1", "2"});
  const TakenSet set = usps.take();
  CHECK(set.train.pictures[0][5] == 255);
  CHECK(set.train.pictures[0][0] == 0);
}

TEST_CASE("brought tables: two tables of one set of another shape are seen alike") {
  // 8 x 12 pixels: the width in which they are smooth is found from the first, for both.
  const auto rows = [](int count, bool noise) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += std::to_string(i % 2);
      for (int p = 0; p < 96; ++p) {
        const int smooth = 20 * (p / 12) + i % 2;
        text += "," + std::to_string(noise ? (p * 37 + i * i) % 251 : smooth);
      }
      text += "\n";
    }
    return text;
  };
  LookedFolder folder;
  folder.add("s_test.csv", rows(12, true)).add("s_train.csv", rows(30, false));
  const Findings& findings = folder.find();
  REQUIRE(findings.appearance.layouts.size() == 2);
  CHECK(findings.appearance.layouts[0] == findings.appearance.layouts[1]);
}

TEST_CASE("brought tables: the smoothest shape is taken and said, another one by choice") {
  std::string rows;
  for (int i = 0; i < 30; ++i) {
    rows += std::to_string(i % 2);
    for (int p = 0; p < 96; ++p) {
      const bool ink = p % 12 > 3 && p % 12 < 9 && p / 12 > 1 && p / 12 < 7;
      rows += "," + std::to_string(ink ? 200 + i : 0);
    }
    rows += "\n";
  }
  LookedFolder folder;
  folder.add("s.csv", rows);
  const Findings& findings = folder.find();
  CHECK(value_of(findings, "size") == "8x12");
  CHECK(says(findings.plan.checks, "A picture has 96 values, which is no square: 12x8 is"));
  CHECK(folder.find({{"size", "12x8"}}).appearance.layouts[0].size_text() == "12x8");
  CHECK(folder.find({{"turn", "left"}}).appearance.height == 12);
}

}  // namespace receptive::brought_tables_test
