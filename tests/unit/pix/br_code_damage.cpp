// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/br_code.hpp>

#include "br_code_texts.hpp"

#include "catch.hpp"

#include <vector>

namespace texts = br_code_texts;
using connectpsp::br_code;
using connectpsp::errc;
using texts::field;
using texts::gui;

namespace br_code_damage_test {

namespace {

std::vector<std::string> const& samples() {
    static std::vector<std::string> const all = [] {
        texts::parts full;
        full.initiation = field(1, "12");
        full.pix = field(40, field(0, "com.example.card") + field(1, "x")) +
                   field(26, gui + field(1, "+5561912345678") + field(2, "Caf\xC3\xA9 6304"));
        full.postal_code = field(61, "01310100");
        full.more = field(64, field(0, "PT") + field(1, "LOJA")) +
                    field(80, gui + field(25, "pix.example.com/rec/1"));
        texts::parts dynamic;
        dynamic.pix = field(26, gui + field(25, "pix.example.com/qr/v2/9d36b84f"));
        dynamic.amount.clear();
        return std::vector<std::string>{std::string{texts::bacen_static},
                                        std::string{texts::bacen_recurrence}, full.text(),
                                        dynamic.text()};
    }();
    return all;
}

/// In a buffer of its very size, so that a sanitizer sees what is read behind it.
connectpsp::result<br_code> parse_exactly(std::string const& text) {
    std::vector<char> const bytes(text.begin(), text.end());
    return br_code::parse({bytes.data(), bytes.size()});
}

bool is_letter_of_crc(std::string const& text, std::size_t at) {
    return at >= text.size() - 4 && text[at] >= 'A';
}

/// Whether a change there can leave the content as it is: in fields that are not PIX's, in the tags
/// of the PIX templates, which may be others, and in those that stand for an absent txid.
bool may_be_ignored(std::string const& text, std::size_t at) {
    auto const within = [&](std::string_view part, std::size_t size) {
        for (auto found = text.find(part); found != text.npos; found = text.find(part, found + 1))
            if (at >= found && at < found + size) return true;
        return false;
    };
    std::size_t const tag = text.find(gui, at);
    return within("40250016com.example.card0101x", 29) || within("64140002PT0104LOJA", 18) ||
           (tag != text.npos && tag - at <= 4 && tag - at >= 3) || within("62070503***", 4) ||
           within("0503***", 2);
}

} // namespace

TEST_CASE("a BR Code cut anywhere is refused", "[pix][br_code]") {
    for (std::string const& text : samples()) {
        REQUIRE(br_code::parse(text).has_value());
        for (std::size_t size = 0; size != text.size(); ++size) {
            INFO(size);
            auto const got = parse_exactly(text.substr(0, size));
            REQUIRE(!got.has_value());
            // One sample holds a value that looks like a CRC when the text ends with it.
            if (got.error() == errc::br_code_wrong_crc) {
                CHECK(text.substr(size - 8, 8) == "63045204");
                CHECK(got.error().offset() == size - 4);
                continue;
            }
            CHECK(got.error() == errc::br_code_without_crc);
            CHECK(got.error().offset() == (size < 8 ? 0 : size - 8));
        }
    }
}

TEST_CASE("a BR Code cut anywhere and sealed again is refused within what is left",
          "[pix][br_code]") {
    for (std::string const& text : samples())
        for (std::size_t size = 0; size + 8 < text.size(); ++size) {
            std::string const cut = texts::sealed(text.substr(0, size));
            INFO(cut);
            auto const got = parse_exactly(cut);
            if (got) {
                // Only where everything behind the cut could be left out.
                CHECK(text.substr(size, 2) >= "61");
                continue;
            }
            CHECK((got.error() == errc::br_code_incomplete ||
                   got.error() == errc::br_code_missing_field ||
                   got.error() == errc::br_code_not_pix || got.error() == errc::invalid_utf8));
            REQUIRE(got.error().offset());
            CHECK((*got.error().offset() <= size || *got.error().offset() == cut.size()));
        }
}

TEST_CASE("one changed bit anywhere is found by the CRC", "[pix][br_code]") {
    for (std::string const& text : samples())
        for (std::size_t at = 0; at != text.size(); ++at)
            for (unsigned bit = 0; bit != 8; ++bit) {
                std::string changed = text;
                changed[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << bit));
                // The CRC's letters mean the same in either case.
                if (bit == 5 && is_letter_of_crc(text, at)) {
                    CHECK(br_code::parse(changed).value() == br_code::parse(text).value());
                    continue;
                }
                INFO(at << " " << bit);
                auto const got = parse_exactly(changed);
                REQUIRE(!got.has_value());
                CHECK((got.error() == errc::br_code_wrong_crc ||
                       (got.error() == errc::br_code_without_crc && at >= text.size() - 8)));
            }
}

TEST_CASE("every other byte in every place is found by the CRC", "[pix][br_code]") {
    std::string const& text = samples().front();
    for (std::size_t at = 0; at != text.size(); ++at)
        for (unsigned byte = 0; byte != 256; ++byte) {
            std::string changed = text;
            changed[at] = static_cast<char>(byte);
            if (changed[at] == text[at] ||
                (byte == (static_cast<unsigned char>(text[at]) ^ 0x20U) &&
                 is_letter_of_crc(text, at)))
                continue;
            CHECK(br_code::check_crc(changed).has_value());
        }
}

TEST_CASE("two neighbours that changed places are found by the CRC", "[pix][br_code]") {
    for (std::string const& text : samples())
        for (std::size_t at = 0; at + 1 != text.size(); ++at) {
            std::string changed = text;
            std::swap(changed[at], changed[at + 1]);
            if (changed != text) CHECK(!parse_exactly(changed).has_value());
        }
}

TEST_CASE("a byte changed under a new CRC is refused near it or changes what is read",
          "[pix][br_code]") {
    for (std::string const& text : samples()) {
        br_code const original = br_code::parse(text).value();
        for (std::size_t at = 0; at != text.size() - 8; ++at)
            for (char const byte : {'0', '1', '9', 'A', 'z', ' ', '\n', '\xC3', '\x80', '\0'}) {
                std::string changed = text;
                changed[at] = byte;
                if (changed == text) continue;
                changed = texts::resealed(changed);
                INFO(changed);
                auto const got = parse_exactly(changed);
                if (!got) {
                    REQUIRE(got.error().offset());
                    CHECK(*got.error().offset() <= changed.size());
                    // Nothing comes before it but the character it broke.
                    if (byte == '\n' || byte == '\0')
                        CHECK((got.error().offset() == at ||
                               (got.error() == errc::invalid_utf8 &&
                                static_cast<unsigned char>(text[at]) >= 0x80)));
                    continue;
                }
                CHECK(static_cast<unsigned char>(byte) >= 0x20);
                CHECK(br_code::parse(got.value().text()).value() == got.value());
                if (got.value() == original) CHECK(may_be_ignored(text, at));
            }
    }
}

TEST_CASE("every tail of a BR Code is refused", "[pix][br_code]") {
    for (std::string const& text : samples())
        for (std::size_t at = 1; at != text.size(); ++at) {
            CHECK(!parse_exactly(text.substr(at)).has_value());
            if (at + 8 >= text.size()) continue;
            auto const sealed = parse_exactly(texts::resealed(text.substr(at)));
            REQUIRE(!sealed.has_value());
            CHECK(*sealed.error().offset() <= text.size() - at);
        }
}

} // namespace br_code_damage_test
