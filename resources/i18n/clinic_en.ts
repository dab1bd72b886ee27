<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>AccountButton</name>
  <message>
   <source>帐户：{name}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>双向转诊</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>版本 {version}　{key} 帮助</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MessageBar</name>
  <message>
   <source>复制详情</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>知道了</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NavBar</name>
  <message>
   <source>页面</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NavItem</name>
  <message>
   <source>{page}，{n} 件</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PagedTable</name>
  <message>
   <source>复制 (Ctrl+C)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打开</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PaperView</name>
  <message>
   <source>纸面预览</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这一页现在不能显示。</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SearchBox</name>
  <message>
   <source>姓名、拼音首字母、身份证、电话、单号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>查找</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>StatusStrip</name>
  <message>
   <source>{n} 处需要您决定</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>县平台：最近联系 {when}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>已保存在本机</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>待上传 {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>有内容没有保存</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>还没有联系过</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>StepStrip</name>
  <message>
   <source>进度：{steps}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Suggestions</name>
  <message>
   <source>匹配的条目</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TextBox</name>
  <message>
   <source>超出 {n} 字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>还可写 {n} 字</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Timeline</name>
  <message>
   <source>经过</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>锁定</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TroubleGate</name>
  <message>
   <source>再试一次</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>复制详情</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退出</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>app</name>
  <message>
   <source>正在打开……</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>core</name>
  <message>
   <source>ABO血型</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ICD编码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>RH血型</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{key} 不是{form}的项目，请去掉，或换用另一种转诊单。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}“{value}”不是日期，请写成 2026-11-20 这样。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}不是有效日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}在今天之后，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}应为整数</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}最多 {most} 个字，现在是 {count} 个</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}最多 {most} 个字，现在是 {now} 个，请缩短。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}最多 {most} 行，请减少。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}要写成带引号的文字。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}要写成文字的列表，如 ["科主任意见"]。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}里有损坏的字符，请重新输入</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}里有看不见的控制字符（U+{code}），请删掉重新输入。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}里没有“{code}”这一项，请从列表中选择</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} 不是文字表格，请另存为 CSV 或 .xlsx 再导入</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} 打不开，可能不是 Excel 文件或已损坏。请用 Excel 打开后另存为 .xlsx 再试</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} 是旧版 Excel 格式。请在 Excel 里另存为 .xlsx 再导入，原文件没有改动</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} 里没有找到“编码”和“名称”两列，代码表没有变化</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 已经存在，没有动它。请换一个位置，或直接打开它。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 已经存在，没有覆盖它。请换一个文件名。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 已经存在，里面封着原数据库的密钥，不会覆盖它。请先确认原来的数据。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 所在的磁盘已满，这次没有写成，原来的内容没有变。请清理磁盘空间后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 旁边的损坏备份太多，请先清理后再启动。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} 是文件夹，不是文件。请重新选择。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{reasons}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{text}本机未上传的内容都还在。请稍后再试，或联系县平台管理员。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{user}@{host}，{since} 起（进程 {pid}）</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{year} 年的放假安排自相矛盾，没有使用。请向县平台要新的文件。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{char}”（{code}）是旧系统的自造字，各台电脑显示不一样，所以没有打印，数据都在。请改用国家标准里的同一个字，或先写成拼音，打印后手写补上并盖章。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{char}”（{code}）这个字，程序的字体里没有，所以没有打印，数据都在。请核对是否输错；确是此字，先写成拼音，打印后手写补上并盖章，再告诉管理员补字体。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{phone}”不像电话号码：手机应为 11 位，固定电话应带区号。核对无误也可以保存</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>上级医院建议</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>下一步治疗方案</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>下次随访日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>不能写到 {file}。内容已保存，请另选位置。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>不能打印</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>不认识的项目 {key}，请检查拼写。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>与患者关系</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>两边改得不一样</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>主要既往史</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>主要检查结果</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>主要现病史</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>事件</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>住院病案号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>保留的记录</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>值守时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>停用时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>健康档案编号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>健康档案编号应为 17 位数字，现在是 {count} 位</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>免备案原因</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>免转诊备案人群</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>公钥</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>内容</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>决定</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>决定时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>决定者</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出现时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出生日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出生日期不是有效日期，例如 1958-03-12</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出生日期与身份证号（{day}）不一致，请对照证件核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出生日期在今天之后，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>出错了</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>初步印象</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>初步印象编码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>前一张转诊单</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>加密文件不完整或被改动过，没有使用其中的内容。请重新拷贝，或让对方重新导出。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>医保、登记员</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>医保号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>医生</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>医疗费用支付方式</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>单号 {number} 不是本机发出的，没有作废。请核对单号。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>单号机构段</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>单号机构段只能是 1 到 8 个大写字母或数字，不用字母 I 和 O，以免和 1、0 混淆</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>原来</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>县平台</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>县平台没有接受</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>县平台用备份恢复过。本机已把它可能丢失的内容重新排入待上传，本机数据没有变动。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>县级转诊办</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>发现日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>发现这份数据有另一份拷贝在使用。本机已换用新的编号继续，两份的内容都会保留。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>发生时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>口令不对。数据库没有动过，可以再试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一个</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一个程序正占用数据库 {path}。已保存的内容安全。请关闭它后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一方</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>另一项保存还没有完成，这次没有保存。请稍等片刻再保存一次；如一直如此请重启程序。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>合并规则</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>启用时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>回转单</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>回转单号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>固定电话最好带区号，例如 0933-8612345，外地医院才打得通</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>地址</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>备份 {path} 已损坏，没有恢复，现有文件没有改动。请换一份更早的备份。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>备份写不进 {folder}（{reason}），原有备份都在。请检查磁盘或 U 盘后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>备份写完后检查不通过（{fault}），已丢弃这一份；原有备份都在。请检查磁盘，并请管理员检查数据库。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>备份需要 {needed} MB，{folder} 只剩 {free} MB，这次没有备份，原有备份都在。请清理磁盘或换一个位置。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>备注</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名最多 {most} 个字，现在是 {count} 个</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里有一个自造字（{code}），换一台电脑就不能显示，请按证件重新输入这个字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里有损坏的字符（{code}），请重新输入这个字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里有数字，请核对是否填错了格</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里有旧编码的字（{code}），现在应写作“{character}”，请改过来</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里有看不见的控制字符（{code}），请删除后重新输入</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里没有文字，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>姓名里的“{sign}”是代替生僻字的符号，请输入证件上的原字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>婚姻状况</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>字体 {name} 打不开，程序文件不完整。数据不受影响，请重新安装程序。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>审核人</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>家庭住址</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密码不要超过 {most} 个字符。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密码太简单：小写字母、大写字母、数字、符号至少要有三种；满 {long} 个字符的，两种即可。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密码至少要 {least} 个字符，现在是 {now} 个。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密码里不要含有登录名。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密码里有太常见、容易被猜到的一段（如 123456、连续相同的字符），请换一个。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密钥不对，打不开数据库</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密钥信封 {path} 损坏，读不出来。数据库没有动过。请把备份里的同名文件放回原处后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密钥打不开数据库 {path}，文件没有被改动。请确认用的是本机原来的密钥，或用恢复码打开；若密钥无误，则是文件开头损坏，请用备份恢复。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>对方不是原来的县平台</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>对方联系电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>平台地址应像 https://10.0.0.8:8443 这样，请核对。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>年龄</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>年龄“{value}”不对，请带单位写成 68岁、5月或 12天。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>并入的记录</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>应随访日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>康复建议</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>建档状态</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>建议随访间隔天数</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>开始日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>当时已知的经过</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>录入时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>性别</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>性别“{value}”不对，请写代码：1 男，2 女，9 未说明，0 未知。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>性别与身份证号不一致，请对照证件核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>恢复码不是这个数据库的。数据库没有动过，可以再试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>恢复码应是 {groups} 组，每组 {size} 个字符，现在一共 {now} 个字符。请核对有没有漏抄。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>患者</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>患者合并</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>患者姓名</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>慢性病</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>慢性病与既往疾病</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打不开文件 {name}，请确认文件还在而且没有被占用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打印机在第 {n} 页停下了。内容已保存，请检查纸张后补打余下的页。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打印机没有接受这次打印。内容已保存，请检查打印机是否开机、有纸，然后补打。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打印选项不对：位移最多 50 毫米，缩放在 0.9 到 1.1 之间，纸张和样式要用规定的写法。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>找不到密钥信封 {path}。数据库没有动过。请把备份里的同名文件放回原处后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>找不到打印机「{name}」，没有打印。内容已保存，请检查电源和连线，或另选打印机。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>找不到数据库密钥</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>护士、公卫人员</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>按出生日期计算为 {age} 岁，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>按身份证号计算年龄为 {age} 岁，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>接诊医生</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>放假安排文件读不懂，没有使用。请向县平台要新的文件。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库 {path} 不允许写入，刚才的修改没有保存。请管理员检查文件夹权限后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库 {path} 是更新版本的程序写的，本程序没有改动它。请安装新版程序后再打开。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库文件 {path} 已损坏，程序没有改动它。请先复制一份留存，再用最近的备份恢复，未上传的内容可从旁路记录找回。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库文件损坏</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库来自更新的版本</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据库正被占用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>文件</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>文字里夹着一个看不见的字符（{code}），打印出来会出错，所以没有打印，数据都在。请把这一段删掉重新输入（不要粘贴），再打印。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>无证件原因</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>既往史</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>更正的记录</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>最后一段（平台指纹）应是 {size} 个数字或 A 到 F 的字母，请核对有没有漏抄。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>有打印不出的字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>有效期至</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本人电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本县代码表没有存下来，磁盘可能已满或没有写入权限。原来的代码表没有变化</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本机保存的县平台证书损坏，没有连接。本机数据没有影响，请重新登记县平台。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本机已在县平台换用新的编号，内容没有丢失。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本机数据库</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本机数据是较早的一份。已换用新的编号继续，之后的内容会从县平台取回。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本程序已经打开了（{who}）。请切换到已打开的窗口；如果找不到窗口，请重新启动电脑。您的数据没有影响。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本程序已经打开了，请切换到已打开的窗口。您的数据没有影响。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>机构名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>机构层级</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>机构编码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>村(居)委会</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>来源</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>来自随访</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>核对日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>核对日期在今天之后，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>核对时发现 {n} 条记录与县平台不一致，已补齐。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>档案编号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>档案编号中的村(居)委会段 {digits} 少见，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>民族</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有“{text}”这一天，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有填身份证号。确实没有的请写明原因，例如新生儿、证件遗失</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有找到</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有找到数据库文件 {path}。请核对位置；程序不会自动新建空库。请用备份恢复或联系县管理员。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有找到这条“{kind}”记录，别的内容都没有动。它可能还没有同步到本机，请同步后再试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有权限</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有权限读写 {path}。请换一个文件夹，或请管理员开放权限后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有过敏就不用添加；这里只记过敏的药物、食物或物质</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有这个文件：{path}。请核对位置后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>没有这个登录账号，可能已被别人改动。请刷新列表后再试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>治疗经过</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>版本</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>状态</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>现住址</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>现用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>现用时间</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>现用机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>现用者</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>理由</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>用法用量</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>疾病</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>病情转归</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>病案号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>登录名“{login}”已有人使用，请换一个</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>登录名用 2 到 30 个小写字母或数字，例如姓名拼音首字母 lys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>登记码应是 {size} 个字符，现在是 {now} 个，请核对。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>登记码有一个字符不对，请对照原文再看一遍。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>登记码要有地址和编码，中间用 # 隔开，请完整粘贴。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>看不懂日期“{text}”，可以输入 0315、20260315、今天、+14</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>知情同意</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>知情同意说明</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>确诊日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>磁盘已满</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>磁盘已满，刚才的修改没有保存，之前保存的都安全。请清理磁盘后再保存一次。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>磁盘放不下数据库的副本 {path}，副本没有写成，正在用的数据没有影响。请清理磁盘或换一个位置。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>科室</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>程序出了意外</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>程序自带的文件 {name} 不见了，安装不完整。您的数据没有影响，请重新安装程序。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>程序里没有代码表“{name}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>程序里还没有 {year} 年的放假安排，暂时只按周末计算，请留意节假日调休。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {groups} 组抄错了，请对照纸上的恢复码再看一遍。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {n} 页画不出来，没有打印。内容已保存，请重新生成后再打印。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {row} 行没有名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {row} 行没有编码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {row} 行的名称超过 100 个字</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {row} 行的编码 {code} 前面已有</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>第 {row} 行的编码超过 20 个字符</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>简称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>类别</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>系统管理员</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>终止原因</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>终止日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>终止日期在今天之后，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>终止日期早于出生日期，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>终止说明</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>经手人</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>统一社会信用代码应为 18 位且校验通过（不含字母 I、O、S、V、Z），请对照登记证书核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>缓急</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>缘由</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>缺少{label}，请填写。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>职业</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>职务</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>联系人</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>联系人电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>联系卡</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>联系电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>药物名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>药物过敏史</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>补录</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>表格超过 {most} 行，后面的没有导入</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>表现</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>记录</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>记录种类</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>设备公钥</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>证书 {path} 和私钥不配对，或文件损坏。服务没有启动，请重新生成证书。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>证件号码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>证件类别</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>诊断结果</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>诊断编码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请填写{label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请填写出生日期或身份证号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请填写姓名</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请填写科室或联系人，写明电话打给谁</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请至少选择一个角色</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>请输入这台电脑的启动口令来打开数据库。数据库没有动过，数据都在。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>读不到打印字体 {file}，所以没有打印，数据都在。请重新安装程序，或请管理员补上字体文件。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>读写 {path} 时出错（{reason}）。请检查磁盘或 U 盘是否接好，然后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>读写数据库 {path} 时磁盘出错，刚才的修改没有保存，之前保存的没有动。请检查磁盘后重试。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>责任医生</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>费别</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号中的出生日期 {day} 在今天之后</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号中的出生日期 {digits} 不存在</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号前两位 {digits} 不是已知的省份代码，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号只能是数字，最后一位可以是 X，请核对证件重新输入</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号应为 18 位，现在是 {count} 位，请核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>身份证号校验不通过，可能输错一位，请对照证件核对</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转入机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转入机构名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转入科室</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转出机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转出机构名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转出科室</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转回日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转回机构</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转回机构名称</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊医生</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊医生电话</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊单上的二维码装不下这么多内容，所以没有打印，数据都在。请在设置里关掉二维码后再打印。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊单号</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊原因</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊原因说明</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊方向</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊经过</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊角色</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转运与护送</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>过敏</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>过敏原</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>过敏原类别</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>过敏史</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>还不能保存</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这一步没有完成；之前已保存的内容不受影响。请再试一次，仍不行请把详情发给技术人员。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这一秒已经做过一次备份：{path}。原有备份都在，不用再做。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这不是本程序导出的加密文件。请核对选的是不是摆渡文件。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这个加密文件不是给本机的，或者文件已损坏。原文件没有动，请核对后让对方重新导出。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这个地址上的服务器不是发给您登记码的那个县平台，已停止连接，没有发送任何数据。请核对地址，或向县平台管理员要新的登记码。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这个地址没有加密，只能在平台本机上使用。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这份文件只有 {n} 页，选的页不存在，没有打印。请改页码。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这份文件读不出来，没有打印。内容已保存，请重新生成后再打印。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这台电脑没有可用的系统密钥环，不能取消启动口令。口令没有变。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这台电脑没有可用的系统密钥环，密钥无处保存。请设一个启动口令（用环境变量 CLINIC_PASSPHRASE 或启动时输入），再重新初始化。还没有建立任何数据。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这台电脑没有设置本县代码表的存放位置，代码表没有变化</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这台电脑的系统密钥环里没有本数据库的密钥，常见于重装系统、换了登录用户或换了电脑。数据库没有动过，数据都在。请这样做：1. 找到建库时打印的恢复码（由机构负责人封存）；2. 点“用恢复码打开”，照着输入；3. 打开后密钥会重新存好，以后不用再输。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这台电脑还没有打印机，没有打印。内容已保存；可以先存成 PDF，装好打印机后再打印。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这把密钥不是这个数据库的，密钥信封没有改动。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这是 15 位旧身份证号，换算成 18 位是 {suggestion}，请对照证件后采用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这是 15 位旧身份证号，而且出生日期不存在，请按现用证件输入 18 位号码</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这种纸太小，放不下转诊单的内容，所以没有打印，数据都在。请在打印设置里换大一些的纸（如 A4）。</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>连不上县平台</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>选定</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>长期用药</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访分类</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访医生</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访方式</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访日期</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访表</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访计划</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>项目</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>dates</name>
  <message>
   <source>周一</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周三</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周二</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周五</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周六</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周四</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>周日</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>如 0315、今天、+14</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期一</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期三</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期二</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期五</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期六</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期四</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>星期日</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>程序出了意外</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>这一步没有完成；之前已保存的内容不受影响。请再试一次，仍不行请把详情发给技术人员。</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <source>工作台</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>帮助</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>患者</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>收件箱</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>数据往来</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>统计</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>设置</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>转诊单</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>随访</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>需要您决定</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>shortcuts</name>
  <message>
   <source>保存</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>到期随访</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>刷新</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>帮助</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>打印</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>新建转诊</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>查找患者</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>立即同步</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>返回</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>预览</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
