// Tables beside pictures that say their classes, through the whole of the looking and the taking.
#include <doctest/doctest.h>

#include <functional>

#include "looked_folder.h"

namespace receptive::named_pictures_test {

using namespace receptive::testing;

namespace {

/// Pictures 0, 1, ..., `count` - 1, called as `path` says.
LookedFolder& fill(LookedFolder& folder, int count, const std::function<std::string(int)>& path,
                   int classes = 2) {
  for (int i = 0; i < count; ++i) folder.add_picture(path(i), 4, 4, drawing(i % classes, i));
  return folder;
}

/// A line for each of these pictures below a header.
std::string lines(const std::string& header, int count, const std::function<std::string(int)>& line,
                  int first = 0) {
  std::string text = header.empty() ? "" : header + "\n";
  for (int i = first; i < first + count; ++i) text += line(i) + "\n";
  return text;
}

std::string breed(int i) { return i % 2 == 0 ? "boxer" : "pug"; }
std::string number(int i) { return std::to_string(i); }

std::string counts_text(const Findings& findings) {
  std::string text = findings.plan.problem;
  for (const PlannedClass& one : findings.plan.classes) {
    text += one.name + " " + std::to_string(one.train) + "+" + std::to_string(one.test) + " ";
  }
  return text;
}

/// Twenty pictures with a table: its counts, or why there are none.
std::string counts_with(const std::string& table, const std::string& text,
                        const std::function<std::string(int)>& path) {
  LookedFolder folder;
  return counts_text(fill(folder, 20, path).add(table, text).find());
}

}  // namespace

TEST_CASE("named pictures: labels.csv beside train and test, as Kaggle has dog breeds") {
  LookedFolder folder;
  fill(folder, 20, [](int i) { return "dogs/train/00a" + number(i) + "f.jpg"; });
  for (int i = 20; i < 26; ++i) {
    folder.add_picture("dogs/test/00a" + number(i) + "f.jpg", 4, 4, drawing(i % 2, i));
  }
  folder.add("dogs/labels.csv",
             lines("id,breed", 20, [](int i) { return "00a" + number(i) + "f," + breed(i); }));
  folder.add("dogs/sample_submission.csv",
             lines("id,boxer,pug", 6, [](int i) { return "00a" + number(i) + "f,0.5,0.5"; }, 20));
  const Findings& findings = folder.find();
  CHECK(counts_text(findings) == "boxer 9+1 pug 9+1 ");
  CHECK(findings.plan.checks.empty());
  CHECK(says(findings.plan.notes, "those of column breed of labels.csv."));
  CHECK(says(findings.plan.notes,
             "Left out: 6 pictures for testing that dogs/labels.csv does not name: "
             "dogs/test/00a20f.jpg, ..."));
  CHECK(says(findings.plan.notes,
             "dogs/sample_submission.csv was left out: by its name it is for "
             "predictions."));
  CHECK(findings.pictures.size() == 4);
  CHECK(are_drawings(folder.take().train, 2));
}

TEST_CASE("named pictures: names are found however they are written") {
  const auto in_train = [](int i) { return "train/cat " + number(i) + ".PNG"; };
  const std::string right = "boxer 9+1 pug 9+1 ";
  CHECK(counts_with("l.csv",
                    lines("filename,label", 20,
                          [](int i) { return "cat " + number(i) + ".png," + breed(i); }),
                    in_train) == right);
  CHECK(counts_with(
            "l.csv",
            lines("image,class", 20, [](int i) { return "Cat " + number(i) + "," + breed(i); }),
            in_train) == right);
  CHECK(counts_with("l.csv",
                    lines("path;y", 20,
                          [](int i) { return ".\\train\\cat " + number(i) + ".jpg;" + breed(i); }),
                    in_train) == right);
  CHECK(counts_with("l.txt",
                    lines("", 20, [](int i) { return "train/a" + number(i) + ".png " + breed(i); }),
                    [](int i) { return "train/a" + number(i) + ".png"; }) == right);
  // Numbers as they are written, and with zeros before them in the files' names alone.
  for (const char* zeros : {"", "000"}) {
    CAPTURE(zeros);
    CHECK(counts_with("trainLabels.csv",
                      lines("Id,Label", 20, [](int i) { return number(i + 1) + "," + breed(i); }),
                      [&](int i) { return zeros + number(i + 1) + ".png"; }) == right);
  }
  // Names that look like numbers are no numbers.
  CHECK(counts_with("l.csv",
                    lines("id,label", 20,
                          [](int i) {
                            return "00" + number(i / 10) + "e" + number(i % 10) + "," + breed(i);
                          }),
                    [](int i) { return "00" + number(i / 10) + "e" + number(i % 10) + ".png"; }) ==
        right);
  // An accent behind its letter in the table, and in one letter in the name.
  CHECK(counts_with("l.csv",
                    lines("name,label", 20,
                          [](int i) { return "cafe\xCC\x81 " + number(i) + "," + breed(i); }),
                    [](int i) { return "Caf\xC3\xA9 " + number(i) + ".png"; }) == right);
}

TEST_CASE("named pictures: test.csv without labels, test.csv with labels, and numbers used twice") {
  const auto both = [](LookedFolder& folder) {
    fill(folder, 20, [](int i) { return "train/" + number(i) + ".png"; });
    for (int i = 0; i < 10; ++i) {
      folder.add_picture("test/" + number(i) + ".png", 4, 4, drawing(i % 2, 20 + i));
    }
    folder.add("train.csv",
               lines("id,label", 20, [](int i) { return number(i) + "," + breed(i); }));
  };
  LookedFolder without;
  both(without);
  without.add("test.csv", lines("id", 10, number));
  CHECK(counts_text(without.find()) == "boxer 9+1 pug 9+1 ");
  CHECK(are_drawings(without.take().train, 2));
  LookedFolder with;
  both(with);
  with.add("test.csv", lines("id,label", 10, [](int i) { return number(i) + "," + breed(i); }));
  CHECK(counts_text(with.find()) == "boxer 10+5 pug 10+5 ");
  const TakenSet set = with.take();
  CHECK(numbers_of(set.train) == from_to(0, 20));
  CHECK(numbers_of(set.test) == from_to(20, 30));
}

TEST_CASE("named pictures: the tables' names say what is for testing where folders do not") {
  LookedFolder folder;
  fill(folder, 30, [](int i) { return "images/" + number(i) + ".png"; });
  const auto line = [](int i) { return number(i) + ".png," + breed(i); };
  folder.add("train.csv", lines("image_name,class", 20, line));
  folder.add("valid.csv", lines("image_name,class", 10, line, 20));
  CHECK(counts_text(folder.find()) == "boxer 10+5 pug 10+5 ");
}

TEST_CASE("named pictures: a column of the table divides the set") {
  LookedFolder folder;
  fill(folder, 30, [](int i) { return "all/" + number(i) + ".png"; });
  folder.add("data.csv", lines("file,label,split", 30, [](int i) {
               return number(i) + ".png," + breed(i) + "," + (i < 20 ? "train" : "test");
             }));
  CHECK(counts_text(folder.find()) == "boxer 10+5 pug 10+5 ");
  CHECK(options_of(folder.looking.findings(), "labels") == "column label");
}

TEST_CASE("named pictures: folders and a table both say classes") {
  LookedFolder folder;
  fill(folder, 40, [](int i) { return (i % 4 < 2 ? "cat/" : "dog/") + number(i) + ".png"; }, 4);
  folder.add("breeds.csv",
             lines("id,breed", 40, [](int i) { return number(i) + ",breed " + number(i % 4); }));
  const Findings& findings = folder.find();
  CHECK(options_of(findings, "labels") == "column breed | folders");
  CHECK(findings.plan.classes.size() == 4);
  CHECK(says(findings.plan.checks,
             "by folders and by a table: column breed of breeds.csv (4 classes) was taken, not the "
             "folders (2 classes)."));
  CHECK(counts_text(folder.find({{"labels", "folders"}})) == "cat 18+2 dog 18+2 ");
  CHECK(says(folder.looking.findings().plan.checks, "the folders (2 classes) were taken, not"));
  // A folder for testing beside them is no class.
  folder.add_picture("test/1.png", 4, 4, drawing(0, 50));
  CHECK(value_of(folder.find(), "labels") == "column breed");
  // Where both say the same, folders stay classes and nothing is unsure.
  LookedFolder same;
  fill(same, 20, [](int i) { return "n0" + number(i % 2) + "/" + number(i) + ".png"; });
  same.add("names.csv", lines("id,breed", 20, [](int i) { return number(i) + "," + breed(i); }));
  CHECK(counts_text(same.find()) == "n00 9+1 n01 9+1 ");
  CHECK(same.looking.findings().plan.checks.empty());
  CHECK(counts_text(same.find({{"labels", "column breed"}})) == "boxer 9+1 pug 9+1 ");
}

TEST_CASE("named pictures: several columns may hold the classes") {
  LookedFolder folder;
  fill(folder, 40, [](int i) { return "ham/" + number(i) + ".jpg"; }, 4);
  folder.add("meta.csv", lines("lesion,image_id,dx,age,sex", 40, [](int i) {
               return "L" + number(i / 2) + "," + number(i) + ",dx" + number(i % 4) + "," +
                      number(20 + i) + "," + (i % 3 == 0 ? "male" : "female");
             }));
  const Findings& findings = folder.find();
  CHECK(options_of(findings, "labels") == "column lesion | column dx | column sex");
  CHECK(folder.find({{"labels", "column dx"}}).plan.classes.size() == 4);
  CHECK(are_drawings(folder.take().train, 4));
}

TEST_CASE("named pictures: rows without a picture, pictures without a row, rows that disagree") {
  LookedFolder folder;
  fill(folder, 24, [](int i) { return "p/" + number(i) + ".png"; });
  std::string text =
      lines("file,label", 20, [](int i) { return number(i) + ".png," + (i == 3 ? "" : breed(i)); });
  text += "99.png,pug\n98.png,boxer\n";  // not there
  text += "4.png,boxer\n5.png,boxer\n";  // the same again, and another class
  folder.add("labels.csv", text);
  const Findings& findings = folder.find();
  CHECK(counts_text(findings) == "boxer 9+1 pug 8+0 ");
  CHECK(says(findings.plan.checks,
             "Left out: 4 pictures that labels.csv does not name: p/20.png, ..."));
  CHECK(says(findings.plan.checks, "labels.csv: 2 rows name no picture that is here: 99.png, ..."));
  CHECK(says(findings.plan.checks,
             "1 picture has rows in labels.csv that say different things in "
             "column label: it was left out."));
  CHECK(says(findings.plan.checks,
             "1 picture has no class in column label of labels.csv: it was left out."));
}

TEST_CASE("named pictures: a column of 0 and 1 for each class") {
  const auto hot = [](int i, int at) { return i % 3 == at ? ",1.0" : ",0.0"; };
  const auto line = [&](int i) { return "ISIC_" + number(i) + hot(i, 0) + hot(i, 1) + hot(i, 2); };
  LookedFolder folder;
  fill(folder, 30, [](int i) { return "ISIC_" + number(i) + ".jpg"; }, 3);
  folder.add("truth.csv", lines("image,MEL,NV,BCC", 30, line));
  CHECK(counts_text(folder.find()) == "BCC 9+1 MEL 9+1 NV 9+1 ");
  CHECK(says(folder.looking.findings().plan.notes, "those of columns MEL to BCC of truth.csv."));
  LookedFolder many;
  fill(many, 30, [](int i) { return "ISIC_" + number(i) + ".jpg"; }, 3);
  many.add("truth.csv", lines("image,MEL,NV,BCC", 30,
                              [](int i) { return "ISIC_" + number(i) + ",1,1," + number(i % 2); }));
  CHECK(says({many.find().plan.problem}, "of which a picture may have several, or none"));
}

TEST_CASE("named pictures: numbers with fractions, and too many of them, are refused in words") {
  LookedFolder folder;
  fill(folder, 20, [](int i) { return number(i) + ".png"; });
  folder.add("ages.csv",
             lines("file,age", 20, [](int i) { return number(i) + ".png," + number(i) + ".5"; }));
  CHECK(says({folder.find().plan.problem},
             "ages.csv: column age holds numbers with fractions; a network here learns 2 to 256 "
             "classes, and numbers cannot be learned yet."));
  CHECK(says(
      {counts_with("l.csv", lines("file,label", 20, [](int i) { return number(i) + ".png,cat"; }),
                   [](int i) { return number(i) + ".png"; })},
      "column label holds one value only"));
}

TEST_CASE(
    "named pictures: a first row that looks like a header is a row where it names a picture") {
  // "zebra" is there once.
  CHECK(counts_with(
            "l.csv",
            lines("", 20,
                  [](int i) { return "a" + number(i) + ".png," + (i == 0 ? "zebra" : breed(i)); }),
            [](int i) { return "a" + number(i) + ".png"; }) == "boxer 8+1 pug 9+1 zebra 1+0 ");
}

TEST_CASE("named pictures: a picture that is called as a column is called") {
  LookedFolder folder;
  fill(folder, 20, [](int i) { return "p/" + number(i) + ".png"; })
      .add_picture("p/image.png", 4, 4, drawing(0, 50))
      .add("l.csv", lines("image,label", 20, [](int i) { return number(i) + "," + breed(i); }));
  CHECK(counts_text(folder.find()) == "boxer 9+1 pug 9+1 ");
}

TEST_CASE("named pictures: a table that has nothing to do with them is left out as before") {
  LookedFolder folder;
  fill(folder, 20, [](int i) { return breed(i) + "/" + number(i) + ".png"; });
  folder.add("people.csv", lines("name,town", 20, [](int i) {
               return "n" + number(i) + "," + (i % 2 == 0 ? "Rome" : "Oslo");
             }));
  const Findings& findings = folder.find();
  CHECK(counts_text(findings) == "boxer 9+1 pug 9+1 ");
  CHECK(options_of(findings, "labels") == "folders");
  CHECK(says(findings.plan.notes, "Left out: people.csv has no columns of pixels."));
}

TEST_CASE("named pictures: a table that cannot be read again is said, and names nothing") {
  LookedFolder folder;
  fill(folder, 20, [](int i) { return breed(i) + "/" + number(i) + ".png"; });
  const std::string text =
      lines("file,label", 20, [](int i) { return number(i) + ".png," + breed(i); });
  folder.add("l.csv", text);
  Looking& looking = folder.looking;
  const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  REQUIRE(looking.next_wish() == 20);
  looking.content(bytes);
  looking.content_end();
  REQUIRE(looking.next_wish() == 20);
  looking.content(bytes.first(30));
  looking.content_end();
  CHECK(looking.next_wish() == -1);
  CHECK(says(looking.unreadable(), "as when it was looked at"));
  CHECK(counts_text(looking.find({})) == "boxer 9+1 pug 9+1 ");
}

}  // namespace receptive::named_pictures_test
