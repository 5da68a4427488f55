// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/end_to_end_id.hpp>

#include <connectpsp/core/received.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using namespace std::chrono_literals;
using connectpsp::end_to_end_id;
using connectpsp::end_to_end_kind;
using connectpsp::errc;
using connectpsp::format_timestamp;
using connectpsp::received;

static_assert(std::is_trivially_copyable_v<end_to_end_id>);
static_assert(end_to_end_id{}.empty() && end_to_end_id{}.empty());

namespace end_to_end_id_test {

namespace {

std::string const documented = "E00416968202603101827cemeFscF6AG";

std::string with_minute(std::string const& minute) { return "E00416968" + minute + "cemeFscF6AG"; }

} // namespace

TEST_CASE("an end-to-end id says who made it when", "[pix][end_to_end_id]") {
    auto const payment = end_to_end_id::parse(documented).value();
    CHECK(payment.text() == documented);
    CHECK(payment.kind() == end_to_end_kind::payment);
    CHECK(payment.participant().text() == "00416968");
    CHECK(payment.minute() == std::chrono::sys_days{2026y / 3 / 10} + 18h + 27min);
    CHECK(payment.suffix() == "cemeFscF6AG");

    auto const refund = end_to_end_id::parse("DZZ9AA00020240229235900000000000").value();
    CHECK(refund.kind() == end_to_end_kind::refund);
    CHECK(refund.participant().text() == "ZZ9AA000");
    CHECK(format_timestamp(refund.minute()) == "2024-02-29T23:59:00Z");
    CHECK(refund.suffix() == "00000000000");
}

TEST_CASE("the minute of an end-to-end id is one of the calendar", "[pix][end_to_end_id]") {
    struct {
        std::string minute, instant;
    } const table[] = {
        {"202603101827", "2026-03-10T18:27:00Z"}, {"202601010000", "2026-01-01T00:00:00Z"},
        {"202612312359", "2026-12-31T23:59:00Z"}, {"202402290000", "2024-02-29T00:00:00Z"},
        {"200002290000", "2000-02-29T00:00:00Z"}, {"196912312359", "1969-12-31T23:59:00Z"},
        {"000001010000", "0000-01-01T00:00:00Z"}, {"999912312359", "9999-12-31T23:59:00Z"},
    };
    for (auto const& row : table) {
        INFO(row.minute);
        auto const read = end_to_end_id::parse(with_minute(row.minute));
        REQUIRE(read.has_value());
        CHECK(format_timestamp(read.value().minute()) == row.instant);
    }
    for (std::string const minute :
         {"202603102400", "202603101860", "202603321827", "202604310000", "202602290000",
          "190002290000", "202600101827", "202613101827", "202603001827", "202603109900",
          "123412341234", "2026-3101827", "20260310182 ", "2026031018.7", "yyyyMMddHHmm"}) {
        INFO(minute);
        CHECK(end_to_end_id::parse(with_minute(minute)).error() == errc::invalid_end_to_end_id);
    }
}

TEST_CASE("what is no end-to-end id is refused", "[pix][end_to_end_id]") {
    for (auto const& text : {
             std::string{},
             std::string{"E"},
             documented + "0",
             documented + "00", // the central bank's own examples have thirty-four
             " " + documented,
             documented.substr(1),
             "e" + documented.substr(1),
             "F" + documented.substr(1),
             "d" + documented.substr(1),
             std::string{"E0041696a202603101827cemeFscF6AG"}, // an ISPB has capitals
             std::string{"E0041696-202603101827cemeFscF6AG"},
             std::string{"E00416968202603101827ceme-scF6AG"},
             std::string{"E00416968202603101827ceme_scF6AG"},
             std::string{"E00416968202603101827cemeFscF6A "},
             std::string{"E9999901012341234123412345678900"}, // in BACEN's DICT, month 34
             std::string(32, 'E'),
             std::string(32, '\0'),
         }) {
        INFO('"' << text << '"');
        CHECK(end_to_end_id::parse(text).error() == errc::invalid_end_to_end_id);
    }
}

TEST_CASE("one wrong byte or a cut makes an end-to-end id none", "[pix][end_to_end_id]") {
    for (std::size_t at = 0; at != documented.size(); ++at) {
        CHECK(end_to_end_id::parse(documented.substr(0, at)).error() ==
              errc::invalid_end_to_end_id);
        for (int byte = 0; byte != 256; ++byte) {
            INFO("byte " << byte << " at " << at);
            char const c = static_cast<char>(byte);
            std::string changed = documented;
            changed[at] = c;
            bool const digit = c >= '0' && c <= '9';
            bool const capital = c >= 'A' && c <= 'Z';
            bool const small = c >= 'a' && c <= 'z';
            bool const fits = at == 0   ? c == 'E' || c == 'D'
                              : at < 9  ? digit || capital
                              : at < 21 ? digit
                                        : digit || capital || small;
            auto const read = end_to_end_id::parse(changed);
            if (!fits)
                CHECK(read.error() == errc::invalid_end_to_end_id);
            else if (at < 9 || at > 20)
                CHECK(read.value().text() == changed);
            else if (read)
                CHECK(read.value().minute() != end_to_end_id{}.minute());
        }
    }
}

TEST_CASE("an irregular end-to-end id that was received is kept as it is", "[pix][end_to_end_id]") {
    received<end_to_end_id> const regular{documented};
    CHECK(regular.is_regular());
    CHECK(regular.value().value().text() == documented);

    std::string const longer = documented + "99";
    received<end_to_end_id> const irregular{longer};
    CHECK(longer.size() == 34);
    CHECK_FALSE(irregular.is_regular());
    CHECK(irregular.text() == longer);
    CHECK(irregular.value().error() == errc::invalid_end_to_end_id);
    CHECK_FALSE(received<end_to_end_id>{}.is_regular());
}

TEST_CASE("end-to-end ids that nobody has set are empty and equal", "[pix][end_to_end_id]") {
    end_to_end_id const none;
    CHECK(none.text() == "");
    CHECK(none.kind() == end_to_end_kind::payment);
    CHECK(none.participant().empty());
    CHECK(none.minute() == connectpsp::timestamp{});
    CHECK(none.suffix() == "");
    CHECK((none == end_to_end_id{}));
    CHECK((none != end_to_end_id::parse(documented).value()));
}

TEST_CASE("end-to-end ids differ by every character", "[pix][end_to_end_id]") {
    auto const one = end_to_end_id::parse(documented).value();
    CHECK((one == end_to_end_id::parse(documented).value()));
    CHECK((one != end_to_end_id::parse("D" + documented.substr(1)).value()));
    CHECK((one != end_to_end_id::parse("E00416968202603101827cemeFscF6Ag").value()));
    CHECK((one < end_to_end_id::parse("E00416968202603101827cemeFscF6AH").value()));
}

} // namespace end_to_end_id_test
