// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_UNIT_PIX_BR_CODE_TEXTS_HPP
#define CONNECTPSP_TESTS_UNIT_PIX_BR_CODE_TEXTS_HPP

// BR Codes as texts, made without the library: its own lengths and its own CRC.

#include <cstdio>
#include <string>
#include <string_view>

namespace br_code_texts {

/// A field whose length is that of its value.
inline std::string field(int tag, std::string_view value) {
    char head[16];
    std::snprintf(head, sizeof head, "%02d%02d", tag % 100, static_cast<int>(value.size()) % 100);
    return head + std::string{value};
}

/// The text with `6304` and the CRC behind it, by polynomial division bit by bit.
inline std::string sealed(std::string body) {
    body += "6304";
    unsigned remainder = 0xFFFF;
    for (char const c : body)
        for (int bit = 7; bit >= 0; --bit) {
            bool const in = ((static_cast<unsigned char>(c) >> bit) & 1) != 0;
            bool const out = (remainder & 0x8000) != 0;
            remainder = (remainder << 1) & 0xFFFF;
            if (in != out) remainder ^= 0x1021;
        }
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04X", remainder & 0xFFFF);
    return body + digits;
}

/// A text that lost its CRC, sealed again.
inline std::string resealed(std::string_view text) {
    return sealed(std::string{text.substr(0, text.size() - 8)});
}

inline std::string const gui = field(0, "br.gov.bcb.pix");

/// The parts of a static code, in their order; a test replaces those it is about.
struct parts {
    std::string version = field(0, "01");
    std::string initiation{};
    std::string pix = field(26, gui + field(1, "loja@example.com"));
    std::string category = field(52, "0000");
    std::string currency = field(53, "986");
    std::string amount = field(54, "150.50");
    std::string country = field(58, "BR");
    std::string name = field(59, "LOJA EXEMPLO");
    std::string city = field(60, "SAO PAULO");
    std::string postal_code{};
    std::string additional = field(62, field(5, "PEDIDO42"));
    std::string more{};

    std::string body() const {
        return version + initiation + pix + category + currency + amount + country + name + city +
               postal_code + additional + more;
    }
    std::string text() const { return sealed(body()); }
};

// The examples of BACEN's Manual de Padrões para Iniciação do Pix, §2.6.3 and §2.8.5, which state
// their CRCs, and one of the same shape as its dynamic code.
inline constexpr std::string_view bacen_static =
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000"
    "5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D";
inline constexpr std::string_view bacen_recurrence =
    "00020126180014br.gov.bcb.pix5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***"
    "80740014br.gov.bcb.pix2552pix.example.com/rec/2353c790eefb11eaadc10242ac1200026304F2DA";
inline constexpr std::string_view bacen_static_and_recurrence =
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000520400005303986"
    "5406100.505802BR5913Fulano de Tal6008BRASILIA62070503***"
    "80740014br.gov.bcb.pix2552pix.example.com/rec/2353c790eefb11eaadc10242ac12000263042875";

} // namespace br_code_texts

#endif
